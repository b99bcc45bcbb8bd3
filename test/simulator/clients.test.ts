import {
  CloudWatchClient, CloudWatchServiceException, DeleteAlarmsCommand, DescribeAlarmsCommand, GetMetricDataCommand, PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateEndpointCommand, CreateTrainingJobCommand, DescribeEndpointCommand, ListEndpointsCommand, paginateListModels, SageMakerClient,
  SageMakerServiceException, UpdateEndpointCommand, waitUntilEndpointInService,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, ModelError, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { createConfig, createEndpoint } from './endpoints';
import { FleetSimulator } from '../../src/simulator';
import { serve } from '../../src/simulator/server';
import type { RunningServer } from '../../src/simulator/server';

/** The same clients, with and without a socket between them and the simulator. */
describe.each(['in the same process', 'over a socket'])('unmodified AWS clients, %s', (where) => {
  let simulator: FleetSimulator;
  let server: RunningServer | undefined;
  let sagemaker: SageMakerClient;
  let cloudwatch: CloudWatchClient;
  let runtime: SageMakerRuntimeClient;

  beforeEach(async () => {
    simulator = new FleetSimulator({ settings: { provisioningSeconds: 120 } });
    if (where === 'over a socket') {
      server = await serve((request) => simulator.handle(request), { port: 0 });
      const config = { endpoint: server.url, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 };
      sagemaker = new SageMakerClient(config);
      cloudwatch = new CloudWatchClient(config);
      runtime = new SageMakerRuntimeClient(config);
    } else {
      sagemaker = simulator.client(SageMakerClient);
      cloudwatch = simulator.client(CloudWatchClient);
      runtime = simulator.client(SageMakerRuntimeClient);
    }
  });

  afterEach(async () => {
    [sagemaker, cloudwatch, runtime].forEach((client) => client.destroy());
    await server?.close();
  });

  test('create an endpoint, and the official waiter sees it in service', async () => {
    await createEndpoint(simulator);
    const created = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    expect(created).toMatchObject({
      EndpointName: 'churn', EndpointStatus: 'Creating', EndpointArn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/churn', CreationTime: new Date('2026-01-01T00:00:00Z'),
    });
    simulator.clock.advance(120);
    await waitUntilEndpointInService({ client: sagemaker, minDelay: 1, maxDelay: 2, maxWaitTime: 10 }, { EndpointName: 'churn' });
    const { Endpoints } = await sagemaker.send(new ListEndpointsCommand({ StatusEquals: 'InService' }));
    expect(Endpoints?.map(({ EndpointName }) => EndpointName)).toEqual(['churn']);
  });

  test('get the errors of the service, with its names, words and request ids', async () => {
    const failure = await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'nowhere' })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SageMakerServiceException);
    expect(failure).toMatchObject({
      name: 'ValidationException',
      message: 'Could not find endpoint configuration "arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/nowhere".',
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  test('are told by name of an operation that is not simulated', async () => {
    await expect(sagemaker.send(new CreateTrainingJobCommand({
      TrainingJobName: 'x', RoleArn: 'x', OutputDataConfig: undefined, ResourceConfig: undefined, StoppingCondition: undefined,
    }))).rejects.toMatchObject({ name: 'UnknownOperationException', message: expect.stringMatching(/CreateTrainingJob, but it is not simulated/) });
  });

  test('cannot update an endpoint while an update is in progress', async () => {
    await createEndpoint(simulator);
    await expect(sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn' }))).rejects.toMatchObject({
      name: 'ValidationException', message: expect.stringMatching(/^Cannot update in-progress endpoint "arn:.*:endpoint\/churn"\.$/),
    });
  });

  test('turn page after page', async () => {
    for (const name of ['a', 'b', 'c']) {
      await createConfig(sagemaker, name);
    }
    const names: unknown[] = [];
    for await (const page of paginateListModels({ client: sagemaker, pageSize: 2 }, { SortBy: 'Name', SortOrder: 'Ascending' })) {
      names.push(page.Models?.map(({ ModelName }) => ModelName));
    }
    expect(names).toEqual([['a', 'b'], ['c']]);
  });

  test('put an alarm and metrics, and see the alarm go off', async () => {
    await cloudwatch.send(new PutMetricAlarmCommand({
      AlarmName: 'heat', Namespace: 'Mine', MetricName: 'Heat', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: 'GreaterThanThreshold',
    }));
    const state = async () => (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['heat'] }))).MetricAlarms?.[0];
    expect(await state()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA', Threshold: 0, StateUpdatedTimestamp: expect.any(Date) });
    for (let minute = 0; minute < 4; minute++) {
      await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Mine', MetricData: [{ MetricName: 'Heat', Value: 451, Timestamp: simulator.clock.now }] }));
      simulator.clock.advance(60);
    }
    expect((await state())?.StateValue).toBe('ALARM');
  });

  test('send long metric data compressed, and read it back', async () => {
    const start = simulator.clock.now;
    await cloudwatch.send(new PutMetricDataCommand({
      Namespace: 'Mine',
      MetricData: Array.from({ length: 500 }, (_, index) => ({ MetricName: 'Count', Value: index % 2, Timestamp: start })),
    }));
    simulator.clock.advance(180);
    const { MetricDataResults } = await cloudwatch.send(new GetMetricDataCommand({
      StartTime: start,
      EndTime: simulator.clock.now,
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: { Namespace: 'Mine', MetricName: 'Count' }, Period: 60, Stat: 'Sum' } }],
    }));
    expect(MetricDataResults?.[0].Values).toEqual([250]);
    expect(MetricDataResults?.[0].Timestamps).toEqual([start]);
  });

  test('get the errors of CloudWatch', async () => {
    const missing = await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['nobody'] })).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(CloudWatchServiceException);
    expect(missing).toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(cloudwatch.send(new DescribeAlarmsCommand({ MaxRecords: 0 })))
      .rejects.toMatchObject({ message: expect.stringMatching(/Value '0' at 'maxRecords' failed to satisfy constraint/) });
  });

  test('invoke an endpoint, and get its answers and its errors', async () => {
    await createEndpoint(simulator);
    simulator.clock.advance(120);
    const invoke = () => runtime.send(new InvokeEndpointCommand({ EndpointName: 'churn', ContentType: 'text/csv', Body: '1,2,3' }));
    const answer = await invoke();
    expect(answer.InvokedProductionVariant).toBe('AllTraffic');
    expect(answer.Body.length).toBeGreaterThan(0);
    simulator.world.setModelBehaviour('churn', { errorRate: 1 });
    const failure = await invoke().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({ OriginalStatusCode: 500, $metadata: { httpStatusCode: 424 } });
  });
});

test('the same seed and requests give the same answers, byte for byte', async () => {
  const transcript = async () => {
    const simulator = new FleetSimulator({ seed: 11 });
    const answers: string[] = [];
    await createEndpoint(simulator);
    simulator.world.setTraffic('churn', 20);
    simulator.clock.advance(3600);
    answers.push(JSON.stringify(await simulator.client(SageMakerClient).send(new DescribeEndpointCommand({ EndpointName: 'churn' }))));
    answers.push(JSON.stringify(simulator.world.timeline('churn')), JSON.stringify(simulator.world.requestTotals('churn')));
    return answers;
  };
  expect(await transcript()).toEqual(await transcript());
});

import {
  CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand, ListMetricsCommand, PutMetricAlarmCommand, type Dimension,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateEndpointCommand, DescribeEndpointCommand, SageMakerClient, UpdateEndpointCommand, type MetricsConfig,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { canary } from './churn';
import { createConfig, RUNTIME_IMAGE } from './endpoints';
import { FleetSimulator } from '../../src/simulator';

const START = Date.parse('2026-01-01T00:00:00Z');
const PROVISIONED = 240;
const RATE = 30;

const every = (MetricPublishFrequencyInSeconds: number): MetricsConfig => ({ EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds });

/** An endpoint on `v1`, with traffic from its first second on, and a config `v2`. */
async function served(v1: MetricsConfig | undefined, v2 = v1) {
  const simulator = new FleetSimulator({ seed: 7 });
  const sagemaker = simulator.client(SageMakerClient);
  await createConfig(sagemaker, 'v1', RUNTIME_IMAGE, { MetricsConfig: v1 });
  await createConfig(sagemaker, 'v2', RUNTIME_IMAGE, { MetricsConfig: v2 });
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v1' }));
  simulator.clock.advance(PROVISIONED);
  simulator.world.setTraffic('churn', RATE);
  return simulator;
}

function dimensions(more: Readonly<Record<string, string>> = {}): Dimension[] {
  return Object.entries({ EndpointName: 'churn', VariantName: 'AllTraffic', ...more }).map(([Name, Value]) => ({ Name, Value }));
}

/** The datapoints of a metric, by their seconds since the endpoint was in service. */
async function datapoints(simulator: FleetSimulator, Period: number, more: Readonly<Record<string, string>> = {}): Promise<Map<number, number>> {
  const { Datapoints } = await simulator.client(CloudWatchClient).send(new GetMetricStatisticsCommand({
    Namespace: 'AWS/SageMaker',
    MetricName: 'Invocations',
    Dimensions: dimensions(more),
    StartTime: new Date(START + PROVISIONED * 1000),
    EndTime: simulator.clock.now,
    Period,
    Statistics: ['Sum'],
  }));
  return new Map(Datapoints!.map(({ Timestamp, Sum }) => [(Timestamp!.getTime() - START) / 1000 - PROVISIONED, Sum!]));
}

function sumOf(points: Map<number, number>): number {
  return [...points.values()].reduce((total, value) => total + value, 0);
}

async function watch(simulator: FleetSimulator, period: number, datapointsToAlarm: number): Promise<void> {
  await simulator.client(CloudWatchClient).send(new PutMetricAlarmCommand({
    AlarmName: 'errors',
    Namespace: 'AWS/SageMaker',
    MetricName: 'Invocation5XXErrors',
    Dimensions: dimensions({ EndpointConfigName: 'v2' }),
    Statistic: 'Average',
    Period: period,
    EvaluationPeriods: datapointsToAlarm,
    Threshold: 0.05,
    ComparisonOperator: 'GreaterThanThreshold',
  }));
}

async function stateOf(simulator: FleetSimulator): Promise<string | undefined> {
  return (await simulator.client(CloudWatchClient).send(new DescribeAlarmsCommand({}))).MetricAlarms![0].StateValue;
}

async function updateToBad(simulator: FleetSimulator): Promise<void> {
  simulator.world.setModelBehaviour('v2', { errorRate: 1 });
  await simulator.client(SageMakerClient).send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2', DeploymentConfig: canary(['errors']) }));
}

/** Seconds from green's first traffic to the rollback. */
function secondsToRollback(simulator: FleetSimulator): number | undefined {
  const at = (step: string): number | undefined => {
    const found = simulator.world.timeline('churn').find((entry) => entry.event === 'Step' && entry.step === step);
    return found && Date.parse(found.time);
  };
  const rolledBack = at('RollingBack');
  return rolledBack === undefined ? undefined : (rolledBack - at('Baking')!) / 1000;
}

describe('metrics published every ten seconds', () => {
  test('have a datapoint for each ten seconds, and lose no request', async () => {
    const simulator = await served(every(10));
    simulator.clock.advance(120);
    const fine = await datapoints(simulator, 10);
    expect([...fine.keys()]).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]);
    expect(sumOf(fine)).toBe(sumOf(await datapoints(simulator, 60)));
    expect(sumOf(fine)).toBe(simulator.world.requestTotals('churn').v1.requests);
  });

  test('are seen when their ten seconds are over, and not before', async () => {
    const simulator = await served(every(10));
    simulator.clock.advance(19.999);
    expect([...(await datapoints(simulator, 10)).keys()]).toEqual([0]);
    simulator.clock.advance(0.001);
    expect([...(await datapoints(simulator, 10)).keys()]).toEqual([0, 10]);
  });

  test('are kept so for three hours, and by the minute from then on', async () => {
    const simulator = await served(every(10));
    simulator.clock.advance(60);
    simulator.world.setTraffic('churn', 0);
    const requests = sumOf(await datapoints(simulator, 10));
    simulator.clock.advance(3 * 3600 + 60);
    expect(sumOf(await datapoints(simulator, 30))).toBe(0);
    expect(sumOf(await datapoints(simulator, 60))).toBe(requests);
  });

  test('roll a bad model back in half a minute, where those of every minute take one', async () => {
    const [fine, coarse] = [await served(every(10)), await served(undefined)];
    await watch(fine, 10, 3);
    await watch(coarse, 60, 1);
    for (const simulator of [fine, coarse]) {
      simulator.clock.advance(300);
      await updateToBad(simulator);
      simulator.clock.advance(3600);
    }
    expect([secondsToRollback(fine), secondsToRollback(coarse)]).toEqual([30, 60]);
  });

  test('come of each instance too, and add up to the variant\'s', async () => {
    const simulator = await served(every(10));
    const cloudwatch = simulator.client(CloudWatchClient);
    const runtime = simulator.client(SageMakerRuntimeClient);
    await runtime.send(new InvokeEndpointCommand({ EndpointName: 'churn', Body: Buffer.from('{}') }));
    simulator.clock.advance(60);
    const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ MetricName: 'Invocations', Dimensions: [{ Name: 'InstanceId' }] }));
    const ids = Metrics!.map(({ Dimensions }) => Dimensions!.find(({ Name }) => Name === 'InstanceId')!.Value!);
    expect(ids).toEqual([expect.stringMatching(/^i-[0-9a-f]{17}$/), expect.any(String), expect.any(String)]);
    const each = await Promise.all(ids.map(async (InstanceId) => sumOf(await datapoints(simulator, 60, { InstanceId }))));
    expect(each.reduce((total, sum) => total + sum, 0)).toBe(sumOf(await datapoints(simulator, 60)));
    expect(each.every((sum) => Math.abs(sum - (RATE * 60) / 3) < 150)).toBe(true);
  });

  test('are described with the endpoint', async () => {
    const simulator = await served(every(10));
    const described = await simulator.client(SageMakerClient).send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    expect(described.MetricsConfig).toEqual({ EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 });
  });

  test('are not what a frequency alone asks for: it is about other metrics than those of requests', async () => {
    const simulator = await served({ MetricPublishFrequencyInSeconds: 10 });
    simulator.clock.advance(120);
    expect(sumOf(await datapoints(simulator, 10))).toBe(0);
    expect([...(await datapoints(simulator, 60)).keys()]).toEqual([0, 60]);
  });
});

describe('metrics published every thirty seconds', () => {
  test('are seen by an alarm of thirty seconds at the next ten', async () => {
    const simulator = await served(every(30));
    await watch(simulator, 30, 1);
    simulator.clock.advance(300);
    await updateToBad(simulator);
    simulator.clock.advance(3600);
    expect(secondsToRollback(simulator)).toBe(30);
  });
});

describe('metrics published every five minutes', () => {
  test('have a datapoint where five minutes begin, seen when they are over', async () => {
    const simulator = await served(every(300));
    simulator.clock.advance(660 - 1);
    // In service from the fourth minute on: the first five minutes began before that.
    expect([...(await datapoints(simulator, 60)).keys()]).toEqual([60]);
    simulator.clock.advance(1);
    expect([...(await datapoints(simulator, 60)).keys()]).toEqual([60, 360]);
  });
});

describe('an update that turns enhanced metrics on', () => {
  test('is still published by the minute, so an alarm of ten seconds is blind to it', async () => {
    const simulator = await served(undefined, every(10));
    await watch(simulator, 10, 3);
    await updateToBad(simulator);
    simulator.clock.advance(PROVISIONED + 300);
    expect(await stateOf(simulator)).toBe('INSUFFICIENT_DATA');
    simulator.clock.advance(3600);
    expect(secondsToRollback(simulator)).toBeUndefined();
    expect(await stateOf(simulator)).toBe('ALARM');
  });

  test('leaves the old fleet\'s metrics and loses no request', async () => {
    const simulator = await served(undefined, every(10));
    simulator.world.setModelBehaviour('v2', { errorRate: 0 });
    // So it is complete in the middle of a minute, and of ten seconds.
    simulator.clock.advance(17);
    await simulator.client(SageMakerClient).send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2', DeploymentConfig: canary([]) }));
    simulator.clock.advance(3600 - 17);
    const { v1, v2 } = simulator.world.requestTotals('churn');
    expect(sumOf(await datapoints(simulator, 60))).toBe(v1.requests + v2.requests);
    expect(sumOf(await datapoints(simulator, 60, { EndpointConfigName: 'v2' }))).toBe(v2.requests);
  });
});

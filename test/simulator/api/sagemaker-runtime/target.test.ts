import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateEndpointCommand, CreateEndpointConfigCommand, CreateModelCommand, type CreateModelInput } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type InvokeEndpointCommandInput } from '@aws-sdk/client-sagemaker-runtime';
import { account, accountWithEndpoint, refusal, type Account } from '../account';

const MANY: Partial<CreateModelInput> = { PrimaryContainer: { Image: 'many', Mode: 'MultiModel', ModelDataUrl: 's3://models/all/' } };
const DIRECT: Partial<CreateModelInput> = {
  Containers: [{ Image: 'churn', ContainerHostname: 'churn' }, { Image: 'fraud', ContainerHostname: 'fraud' }],
  InferenceExecutionConfig: { Mode: 'Direct' },
};
const SERIAL: Partial<CreateModelInput> = { Containers: DIRECT.Containers };

async function serving(model: Partial<CreateModelInput>): Promise<Account> {
  const made = account();
  made.simulator.world.setImageBehaviour('fraud', { errorRate: 1, latencyMs: { p50: 100, p99: 200 } });
  await made.sagemaker.send(new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: 'arn:aws:iam::123456789012:role/model', ...model }));
  await made.sagemaker.send(new CreateEndpointConfigCommand({
    EndpointConfigName: 'c', ProductionVariants: [{ VariantName: 'v', ModelName: 'm', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 2 }],
  }));
  await made.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
  made.simulator.clock.advance(240);
  return made;
}

function invoke({ runtime }: Account, more: Partial<InvokeEndpointCommandInput>) {
  return runtime.send(new InvokeEndpointCommand({ EndpointName: 'e', Body: '{}', ...more }));
}

async function answerOf(made: Account, more: Partial<InvokeEndpointCommandInput>): Promise<unknown> {
  return JSON.parse((await invoke(made, more)).Body!.transformToString());
}

async function sumOf({ cloudwatch, simulator }: Account, MetricName: string, more: Record<string, string>, statistic: 'Sum' | 'Average' = 'Sum'): Promise<number> {
  const { Datapoints } = await cloudwatch.send(new GetMetricStatisticsCommand({
    Namespace: 'AWS/SageMaker',
    MetricName,
    Dimensions: Object.entries({ EndpointName: 'e', VariantName: 'v', ...more }).map(([Name, Value]) => ({ Name, Value })),
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: simulator.clock.now,
    Period: 3600,
    Statistics: [statistic],
  }));
  return Datapoints![0]?.[statistic] ?? 0;
}

describe('a request to a container of many models', () => {
  test('names the model, which answers', async () => {
    const made = await serving(MANY);
    expect(await answerOf(made, { TargetModel: 'eu/churn.tar.gz' })).toEqual({ model: 'm', variant: 'v', endpointConfig: 'c', target: 'eu/churn.tar.gz' });
    made.simulator.world.setModelBehaviour('m', { targets: { 'eu/churn.tar.gz': { answer: { churn: 0.9 } }, 'us/churn.tar.gz': { clientErrorRate: 1 } } });
    expect(await answerOf(made, { TargetModel: 'eu/churn.tar.gz' })).toEqual({ churn: 0.9 });
    await expect(invoke(made, { TargetModel: 'us/churn.tar.gz' })).rejects.toMatchObject({ name: 'ModelError', OriginalStatusCode: 400 });
  });

  test('is refused without one, and shows in no metric', async () => {
    const made = await serving(MANY);
    await expect(invoke(made, {})).rejects.toEqual(refusal('ValidationError', 'is missing a target model header'));
    expect(made.simulator.world.requestTotals('e')).toEqual({});
  });

  test('is refused where there is one model', async () => {
    await expect(invoke(await serving(SERIAL), { TargetModel: 'churn.tar.gz' }))
      .rejects.toEqual(refusal('ValidationError', 'Endpoint e is not a multi-model endpoint and does not support target model header.'));
  });
});

describe('a request to containers that are asked one by one', () => {
  test('asks one by its hostname, which behaves as its image does', async () => {
    const made = await serving(DIRECT);
    expect(await answerOf(made, { TargetContainerHostname: 'churn' })).toEqual({ model: 'm', variant: 'v', endpointConfig: 'c', target: 'churn' });
    await expect(invoke(made, { TargetContainerHostname: 'fraud' })).rejects.toMatchObject({ name: 'ModelError', OriginalStatusCode: 500 });
    made.simulator.clock.advance(120);
    expect([await sumOf(made, 'Invocations', { ContainerName: 'churn' }), await sumOf(made, 'Invocations', { ContainerName: 'fraud' })]).toEqual([1, 1]);
  });

  test.each([
    ['without a hostname', {}, 'A target container hostname header is required for endpoint e, which is configured for direct invocation of [churn, fraud].'],
    ['of another hostname', { TargetContainerHostname: 'other' }, 'There is no container other for endpoint e'],
  ])('is refused %s', async (_what, more, message) => {
    await expect(invoke(await serving(DIRECT), more)).rejects.toEqual(refusal('ValidationError', message));
  });

  test('is refused where it passes all of them', async () => {
    await expect(invoke(await serving(SERIAL), { TargetContainerHostname: 'churn' }))
      .rejects.toEqual(refusal('ValidationError', 'Endpoint e is not configured for direct invocation'));
  });

  test('comes as traffic in even shares, with metrics of each container that add up to the variant\'s', async () => {
    const made = await serving(DIRECT);
    made.simulator.world.setTraffic('e', 100);
    made.simulator.clock.advance(300);
    const [all, churn, fraud] = [await sumOf(made, 'Invocations', {}), await sumOf(made, 'Invocations', { ContainerName: 'churn' }), await sumOf(made, 'Invocations', { ContainerName: 'fraud' })];
    expect(churn + fraud).toBe(all);
    expect(Math.abs(churn - fraud)).toBeLessThan(1000);
    expect(await sumOf(made, 'Invocation5XXErrors', { ContainerName: 'fraud' })).toBe(fraud);
    expect(await sumOf(made, 'Invocation5XXErrors', { ContainerName: 'churn' })).toBe(0);
    expect(await sumOf(made, 'ContainerLatency', { ContainerName: 'fraud' }, 'Average')).toBeGreaterThan(90_000);
    expect(await sumOf(made, 'ContainerLatency', { ContainerName: 'churn' }, 'Average')).toBeLessThan(10_000);
  });

  test('may differ by what is set of the model, for one container', async () => {
    const made = await serving(DIRECT);
    made.simulator.world.setModelBehaviour('m', { targets: { churn: { errorRate: 1 } } });
    await expect(invoke(made, { TargetContainerHostname: 'churn' })).rejects.toMatchObject({ name: 'ModelError' });
    expect(await answerOf(made, { TargetContainerHostname: 'fraud' })).toMatchObject({ target: 'fraud' });
  });
});

test.each([
  ['targets is []; give an object', []],
  ["unknown field 'targets.a.capacity'", { a: { capacity: 1 } }],
  ['targets.a.errorRate is 2', { a: { errorRate: 2 } }],
  ['targets.a is no object', { a: 1 }],
])('a behaviour is refused: %s', async (message, targets) => {
  const { simulator } = await accountWithEndpoint();
  expect(() => simulator.world.setModelBehaviour('v1', { targets })).toThrow(message);
});

import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { churnAccount, request } from './churn';
import { act } from '../../src/updater/act';
import type { Ticket } from '../../src/updater/ticket';

function asking(endpointConfigName: string): Pick<Ticket, 'rollout' | 'explicit' | 'before'> {
  return { rollout: request(endpointConfigName), explicit: [], before: 'churn-v1' };
}

/** SageMaker that refuses everything with this error. */
function refusing(name: string, message: string, $fault?: 'client' | 'server'): SageMakerClient {
  return { send: () => Promise.reject(Object.assign(new Error(message), { name, $fault })) } as unknown as SageMakerClient;
}

describe('a call that is refused', () => {
  it.each([
    ['overtaken', 'ValidationException', 'Cannot update in-progress endpoint "arn".'],
    ['overtaken', 'ValidationException', 'Cannot create already existing endpoint "arn".'],
    ['overtaken', 'ValidationException', 'Could not find endpoint "arn".'],
    ['tooEarly', 'ValidationException', 'Could not find endpoint configuration "arn".'],
    ['tooEarly', 'AccessDeniedException', 'not authorized to perform sagemaker:UpdateEndpoint'],
    ['refused', 'ResourceLimitExceeded', 'The account-level service limit is 0 Instances'],
    ['refused', 'ValidationException', '1 validation error detected'],
  ])('is %s by %s: %s', async (result, name, message) => {
    expect(await act(refusing(name, message, 'client'), 'update', asking('churn-v2'))).toEqual({ result, because: `${name}: ${message}` });
  });

  it.each([
    ['ThrottlingException', 'client'],
    ['InternalFailure', 'server'],
    ['TimeoutError', undefined],
  ] as const)('by %s is thrown, since nobody knows whether it was made', async (name, fault) => {
    await expect(act(refusing(name, 'no', fault), 'update', asking('churn-v2'))).rejects.toThrow('no');
  });
});

it('is accepted, and tags what it creates', async () => {
  const simulator = await churnAccount();
  const client = simulator.client(SageMakerClient);
  expect(await act(client, 'create', asking('churn-v1'))).toEqual({ result: 'accepted' });
  expect(simulator.world.sagemaker.endpoints.get('churn')!.tags).toEqual([{ Key: 'team', Value: 'retention' }]);
});

describe('an update', () => {
  const RETAINED = { RetainAllVariantProperties: true, ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DataCaptureConfig' }] };
  const STRAIGHT = { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 } } };

  async function sent(call: 'update' | 'return' | 'restore', more: Partial<Ticket> = {}): Promise<unknown> {
    const inputs: unknown[] = [];
    const client = { send: async ({ input }: { input: unknown }) => inputs.push(input) } as unknown as SageMakerClient;
    await act(client, call, { ...asking('churn-v2'), ...more });
    return inputs[0];
  }

  it('hands the deployment config on as it is, and keeps the counts and weights that there are', async () => {
    expect(await sent('update')).toEqual({
      EndpointName: 'churn', EndpointConfigName: 'churn-v2', DeploymentConfig: request('churn-v2').deploymentConfig, ...RETAINED,
    });
  });

  it('does not keep what the app itself has changed', async () => {
    expect(await sent('update', { explicit: ['DesiredInstanceCount'] })).toMatchObject({
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DataCaptureConfig' }, { VariantPropertyType: 'DesiredInstanceCount' }],
    });
  });

  it('leaves out the alarms that it is to go without', async () => {
    const intent = { call: 'update', withoutAlarms: ['Churn-ServerErrorRate'] } as const;
    const { AutoRollbackConfiguration, ...policy } = request('churn-v2').deploymentConfig;
    expect(AutoRollbackConfiguration?.Alarms).toHaveLength(1);
    expect(await sent('update', { intent })).toMatchObject({ DeploymentConfig: policy });
    expect(Object.keys((await sent('update', { intent }) as { DeploymentConfig: object }).DeploymentConfig)).toEqual(['BlueGreenUpdatePolicy']);
  });

  it('on the way back has neither guard nor bake', async () => {
    expect(await sent('return')).toEqual({ EndpointName: 'churn', EndpointConfigName: 'churn-v2', DeploymentConfig: STRAIGHT, ...RETAINED });
    expect(await sent('restore')).toEqual({ EndpointName: 'churn', EndpointConfigName: 'churn-v1', DeploymentConfig: STRAIGHT, ...RETAINED });
  });

  it('on the way back of a fleet that is too dear to have twice goes in the largest batches', async () => {
    const rollout = request('churn-v2', { RollingUpdatePolicy: { MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 600 } });
    expect(await sent('return', { rollout })).toMatchObject({
      DeploymentConfig: { RollingUpdatePolicy: { MaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 50 }, WaitIntervalInSeconds: 0 } },
    });
  });
});

import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { churnAccount, request } from './churn';
import { act } from '../../src/updater/act';

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
    expect(await act(refusing(name, message, 'client'), 'update', request('churn-v2'))).toEqual({ result, because: `${name}: ${message}` });
  });

  it.each([
    ['ThrottlingException', 'client'],
    ['InternalFailure', 'server'],
    ['TimeoutError', undefined],
  ] as const)('by %s is thrown, since nobody knows whether it was made', async (name, fault) => {
    await expect(act(refusing(name, 'no', fault), 'update', request('churn-v2'))).rejects.toThrow('no');
  });
});

it('is accepted, and tags what it creates', async () => {
  const simulator = await churnAccount();
  const client = simulator.client(SageMakerClient);
  expect(await act(client, 'create', request('churn-v1'))).toEqual({ result: 'accepted' });
  expect(simulator.world.sagemaker.endpoints.get('churn')!.tags).toEqual([{ Key: 'team', Value: 'retention' }]);
});

it('hands the deployment config on as it is', async () => {
  const sent: unknown[] = [];
  const client = { send: async ({ input }: { input: unknown }) => sent.push(input) } as unknown as SageMakerClient;
  const wanted = request('churn-v2');
  await act(client, 'update', wanted);
  expect(sent).toEqual([{ EndpointName: 'churn', EndpointConfigName: 'churn-v2', DeploymentConfig: wanted.deploymentConfig }]);
});

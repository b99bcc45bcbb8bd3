import { SageMakerClient, type DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { churnAccount } from './churn';
import { isAbsent, observe } from '../../src/updater/observe';

function describing(output: Partial<DescribeEndpointOutput>): SageMakerClient {
  return { send: async () => ({ EndpointStatus: 'Updating', ...output }) } as unknown as SageMakerClient;
}

it('sees that an endpoint is absent, as the service says it', async () => {
  const simulator = await churnAccount();
  expect(await observe(simulator.client(SageMakerClient), 'churn')).toEqual({ exists: false });
});

it.each([
  ['ValidationException', 'Could not find endpoint "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn".', true],
  ['ValidationException', 'Could not find endpoint configuration "arn".', false],
  ['ValidationException', '1 validation error detected', false],
  ['AccessDeniedException', 'Could not find endpoint', false],
])('takes %s "%s" for absent: %s', (name, message, absent) => {
  expect(isAbsent(Object.assign(new Error(message), { name }))).toBe(absent);
});

it('throws what is not an answer', async () => {
  const failing = { send: () => Promise.reject(new Error('socket hang up')) } as unknown as SageMakerClient;
  await expect(observe(failing, 'churn')).rejects.toThrow('socket hang up');
});

it('takes the stage of the variant that changed last', async () => {
  const client = describing({
    PendingDeploymentSummary: {
      EndpointConfigName: 'churn-v2',
      ProductionVariants: [
        { VariantName: 'A', VariantStatus: [{ Status: 'Creating', StartTime: new Date(1) }, { Status: 'Baking', StatusMessage: 'Baking.', StartTime: new Date(3) }] },
        { VariantName: 'B', VariantStatus: [{ Status: 'ActivatingTraffic', StartTime: new Date(2) }] },
        { VariantName: 'C' },
      ],
    },
  });
  expect(await observe(client, 'churn')).toMatchObject({ pending: 'churn-v2', stage: { status: 'Baking', message: 'Baking.' } });
});

it('sees no failure where the reason is empty', async () => {
  expect(await observe(describing({ FailureReason: '' }), 'churn')).toMatchObject({ failureReason: undefined });
});

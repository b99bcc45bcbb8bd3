import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DescribeEndpointOutput, ProductionVariantStatus, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { request } from './churn';
import type { Ports } from '../../src/updater/ports';
import { step } from '../../src/updater/step';
import type { Ticket } from '../../src/updater/ticket';

const ASKED = '2026-11-21T14:00:00.000Z';
const ticket: Ticket = {
  kind: 'Update',
  stackId: 'stack',
  requestId: 'request-1',
  logicalResourceId: 'Churn',
  physicalResourceId: 'churn',
  rollout: request('churn-v2'),
  direction: 'forward',
  explicit: [],
  functionArn: 'arn',
  sealedResponseUrl: 'sealed',
  startedAt: ASKED,
  intent: { call: 'update', lastModified: '2026-11-21T13:00:00.000Z' },
  askedAt: ASKED,
  done: false,
  waitSeconds: 0,
};

/** What a ticket becomes when the endpoint looks like this, look after look. */
async function stepThrough(...looks: DescribeEndpointOutput[]): Promise<Ticket> {
  const ports = {
    sagemaker: { send: async () => looks.shift() } as unknown as SageMakerClient,
    cloudwatch: { send: async () => ({}) } as unknown as CloudWatchClient,
    now: () => new Date('2026-11-21T14:10:00.000Z'),
    log: () => undefined,
  } as unknown as Ports;
  let state = ticket;
  while (looks.length > 0) {
    state = await step(ports, state);
  }
  return state;
}

function deploying(EndpointStatus: 'Updating' | 'RollingBack', status: ProductionVariantStatus): DescribeEndpointOutput {
  const PendingDeploymentSummary = { EndpointConfigName: 'churn-v2', ProductionVariants: [{ VariantName: 'AllTraffic', VariantStatus: [status] }] };
  return { ...serving('churn-v1'), EndpointStatus, PendingDeploymentSummary };
}

function serving(EndpointConfigName: string): DescribeEndpointOutput {
  const LastModifiedTime = new Date('2026-11-21T14:08:00.000Z');
  return { EndpointName: 'churn', EndpointArn: 'arn', EndpointConfigName, EndpointStatus: 'InService', LastModifiedTime, CreationTime: LastModifiedTime };
}

it('names the stage in which the rollback began, not those of the rollback itself', async () => {
  const { verdict } = await stepThrough(
    deploying('Updating', { Status: 'Baking' }),
    deploying('RollingBack', { Status: 'Creating' }),
    deploying('Updating', { Status: 'Deleting' }),
    serving('churn-v1'),
  );
  expect(verdict).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('was rolled back at 14:08 UTC while baking: ') });
});

it('looks again in a while as long as the update is going on', async () => {
  const { verdict, waitSeconds, done } = await stepThrough(deploying('Updating', { Status: 'Creating' }));
  expect({ verdict, done }).toEqual({ verdict: undefined, done: false });
  expect(waitSeconds).toBeGreaterThan(0);
});

it('does not take a stale look for a rollback', async () => {
  const stale = { ...serving('churn-v1'), LastModifiedTime: new Date(ticket.intent!.lastModified!) };
  expect((await stepThrough(stale)).verdict).toBeUndefined();
});

it('writes the verdict on the ticket before it is sent', async () => {
  const { verdict, done, waitSeconds } = await stepThrough(serving('churn-v2'));
  expect({ status: verdict?.status, done, waitSeconds }).toEqual({ status: 'SUCCESS', done: false, waitSeconds: 0 });
});

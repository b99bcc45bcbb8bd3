import { CreateEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { churnAccount, describeEndpoint, request } from './churn';
import { ResponseBucket } from './cloudformation';
import { Deployer } from './deploy';
import type { FleetSimulator } from '../../src/simulator';
import type { Ports } from '../../src/updater/ports';

let simulator: FleetSimulator;
let bucket: ResponseBucket;
let deployer: Deployer;

beforeEach(async () => {
  simulator = await churnAccount();
  bucket = await ResponseBucket.open();
  deployer = new Deployer(simulator, bucket);
});
afterEach(() => bucket.close());

/** SageMaker answers this many calls, and none after them. */
function sagemakerBreaksAfter(calls: number): void {
  let made = 0;
  deployer.live = (ports, run) => {
    const send = (command: unknown): Promise<unknown> =>
      made++ < calls ? (ports.sagemaker.send as (given: unknown) => Promise<unknown>).call(ports.sagemaker, command) : Promise.reject(new Error('socket hang up'));
    return run({ ...ports, sagemaker: { send } as unknown as Ports['sagemaker'] });
  };
}

describe('a function that fails again and again', () => {
  it('has the state machine answer for it, with what went wrong and where to look', async () => {
    sagemakerBreaksAfter(0);
    const outcome = await deployer.deploy(deployer.event('Update', request('churn-v3'), 'churn'));
    expect(outcome?.status).toBe('FAILED');
    expect(bucket.answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'churn' }]);
    expect(bucket.answers[0].Reason).toBe(
      "update of 'churn' to config 'churn-v3' was given up, the updater could not go on: Error: socket hang up. Logs: /aws/lambda/updater",
    );
  });

  it('leaves nothing to delete if it had not begun to create', async () => {
    sagemakerBreaksAfter(0);
    await deployer.deploy(deployer.event('Create', request('churn-v1')));
    expect(bucket.answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: expect.stringMatching(/^not-created\//) }]);
  });

  it('leaves the endpoint to the delete that follows if it had created it', async () => {
    // Look, look again, create.
    sagemakerBreaksAfter(3);
    await deployer.deploy(deployer.event('Create', request('churn-v1')));
    expect(await describeEndpoint(simulator)).toMatch(/on churn-v1$/);
    expect(bucket.answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'churn' }]);
  });
});

describe('a create given up right after the call, which the ticket knows nothing of', () => {
  async function giveUpWith(endpointConfigName: string): Promise<Record<string, unknown>> {
    const event = deployer.event('Create', request('churn-v1'));
    await deployer.invoke(event);
    const begun = await deployer.invoke(deployer.executions.get(`Create-${event.RequestId}`)!);
    await simulator.client(SageMakerClient).send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: endpointConfigName }));
    await deployer.invoke({ ...begun!, error: { Error: 'Sandbox.Timedout', Cause: 'Task timed out after 60 seconds' } });
    return bucket.answers[0];
  }

  it('leaves the endpoint to the delete that follows', async () => {
    const answer = await giveUpWith('churn-v1');
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn' });
    expect(answer.Reason).toContain('Sandbox.Timedout: Task timed out after 60 seconds.');
  });

  it('leaves one that somebody else has created alone', async () => {
    expect(await giveUpWith('churn-v3')).toMatchObject({ Status: 'FAILED', PhysicalResourceId: expect.stringMatching(/^not-created\//) });
  });
});

describe('an answer that does not get through', () => {
  it('is sent again until it does, with what it said at first', async () => {
    bucket.statuses = Array.from({ length: 30 }, () => 403);
    const outcome = await deployer.deploy(deployer.event('Delete', request('churn-v1'), 'churn'));
    // Eight attempts of three sendings each, and then those of giving up.
    expect(outcome?.status).toBe('FAILED');
    expect(bucket.received.length).toBeGreaterThan(24);
    expect(new Set(bucket.received.map(({ body }) => JSON.parse(body).Status))).toEqual(new Set(['SUCCESS']));
  });
});

describe('an event that cannot be handed on', () => {
  it('is answered at once', async () => {
    deployer.live = (ports, run) => run({ ...ports, startExecution: () => Promise.reject(new Error('StateMachineDoesNotExist')) });
    await deployer.deploy(deployer.event('Update', request('churn-v3'), 'churn'));
    expect(bucket.answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'churn', Reason: expect.stringContaining('StateMachineDoesNotExist') }]);
  });
});

import { describeEndpoint, guard, request } from './churn';
import type { ResponseBucket } from './cloudformation';
import { deployedChurn, type Deployer } from './deploy';
import { Mortality } from './mortal';
import type { RolloutRequest } from '../../src/rollout/request';
import type { FleetSimulator } from '../../src/simulator';
import type { Ticket } from '../../src/updater/ticket';

jest.setTimeout(60_000);

let simulator: FleetSimulator;
let bucket: ResponseBucket;
let deployer: Deployer;

beforeEach(async () => {
  deployer = await deployedChurn();
  ({ simulator, bucket } = deployer);
  await guard(simulator, 'churn-v3');
});
afterEach(() => bucket.close());

const APPROVAL: RolloutRequest = { ...request('churn-v3'), hooks: { afterUpdate: { functionName: 'approval', timeoutSeconds: 36_000 } } };

/** Plays the state machine until its execution is over, with a hook that answers this; says how often it was called. */
async function play(wanted: RolloutRequest, answer: (calls: number) => object): Promise<number> {
  const event = deployer.signalled(deployer.event('Update', wanted, 'churn', request('churn-v1')));
  await deployer.invoke(event);
  let calls = 0;
  let ticket: Ticket = deployer.executions.get(`Update-${event.RequestId}`)!;
  while (!ticket.done) {
    simulator.clock.advance(ticket.waitSeconds);
    if (ticket.hook !== undefined && ticket.hook.outcome === undefined) {
      calls += 1;
      ticket = { ...ticket, hook: { ...ticket.hook, outcome: { answer: answer(calls) } } };
    }
    ticket = JSON.parse(JSON.stringify(await deployer.invoke(ticket)));
  }
  return calls;
}

describe('an approval that is waited for', () => {
  it('is not waited for any more when the stack is cancelled, and nobody is asked again', async () => {
    const start = simulator.clock.now.getTime();
    const calls = await play(APPROVAL, () => {
      simulator.clock.after(600, () => (deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS'));
      return { hookStatus: 'IN_PROGRESS', callBackDelay: 7200 };
    });
    expect(calls).toBe(1);
    expect((simulator.clock.now.getTime() - start) / 3_600_000).toBeLessThan(1);
    expect(deployer.signals).toMatchObject([{ status: 'FAILED', reason: expect.stringContaining('was not proved: the stack is being rolled back or deleted') }]);
    // The newer request takes it back.
    expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
  });

  it('is over when somebody else changes the endpoint', async () => {
    const calls = await play(APPROVAL, () => {
      simulator.clock.after(600, () => simulator.world.sagemaker.endpoints.delete('churn'));
      return { hookStatus: 'IN_PROGRESS', callBackDelay: 7200 };
    });
    expect(calls).toBe(1);
    expect(deployer.signals).toMatchObject([{ status: 'FAILED', reason: expect.stringContaining('was deleted outside of CloudFormation') }]);
  });

  it('is asked for when it wants to be, with what serves looked at in between', async () => {
    const calls = await play(APPROVAL, (call) => (call === 3 ? { hookStatus: 'SUCCEEDED' } : { hookStatus: 'IN_PROGRESS', callBackDelay: 3600 }));
    expect(calls).toBe(3);
    expect(deployer.signals).toMatchObject([{ status: 'SUCCESS' }]);
    expect(deployer.logs.filter((line) => line.startsWith('{"step":"look"')).length).toBeGreaterThan(100);
  });
});

describe('a function that dies between the call and its record', () => {
  /** Lets the function die after the UpdateEndpoint that it makes, whatever came before. */
  async function dyingAfterTheCall(wanted: RolloutRequest): Promise<void> {
    const event = deployer.event('Update', wanted, 'churn', request('churn-v1'));
    let died = false;
    deployer.live = (ports, run) => run({
      ...ports,
      sagemaker: {
        send: async (command: never) => {
          const output = await ports.sagemaker.send(command);
          if (!died && (command as object).constructor.name === 'UpdateEndpointCommand') {
            died = true;
            throw new Error('Runtime exited');
          }
          return output;
        },
      } as unknown as typeof ports.sagemaker,
    });
    await deployer.deploy(event);
    expect(died).toBe(true);
  }

  it('has its update counted all the same', async () => {
    await dyingAfterTheCall({ ...request('churn-v3'), verification: { minimumInvocations: 100 } });
    expect(bucket.answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('was inconclusive: the new fleet got 0 requests while it was watched') }]);
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('has it counted as good where it is', async () => {
    simulator.world.setTraffic('churn', 10);
    await dyingAfterTheCall({ ...request('churn-v3'), verification: { minimumInvocations: 2000 } });
    expect(bucket.answers).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(deployer.logs.filter((line) => line.includes('"RolloutsSucceeded":1') && line.includes('"RolloutDuration":'))).toHaveLength(1);
  });
});

describe('golden requests of a function that dies', () => {
  const wanted: RolloutRequest = {
    ...request('churn-v3'),
    verification: {
      minimumInvocations: 1,
      requests: [{ name: 'one', payload: '{}', contentType: 'application/json', expectedStatus: 200, expectedBody: { endpointConfig: 'churn-v1' } }],
    },
  };

  it.each(Array.from({ length: 6 }, (_, index) => 10 * index))('are judged whenever it dies (after touch %p of the world)', async (at) => {
    simulator.world.setTraffic('churn', 10);
    const mortality = new Mortality({ at, when: 'after' });
    deployer.live = (ports, run) => mortality.live(ports, run);
    const event = deployer.event('Update', wanted, 'churn', request('churn-v1'));
    await deployer.deploy(event);
    expect(mortality.died).toBe(true);
    expect(bucket.answers.at(-1)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining("golden request 'one': of its answer $.endpointConfig is \"churn-v3\"") });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
    expect(deployer.changes).toEqual(['UpdateEndpointCommand', 'UpdateEndpointCommand']);
  });
});

import { watchDefinition } from '../../src/private/watch-definition';
import { runStateMachine } from '../../src/rehearsal/state-machine';

interface Ticket {
  readonly functionArn: string;
  readonly look: number;
  readonly done: boolean;
  readonly waitSeconds: number;
  readonly error?: object;
}

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:updater';
const TICKET: Ticket = { functionArn: FUNCTION_ARN, look: 0, done: false, waitSeconds: 0 };

/** Runs the machine with an updater that answers like this, and tells what it was given and how long was waited. */
async function watch(updater: (ticket: Ticket) => Ticket): Promise<{ outcome: unknown; seen: Ticket[]; waits: number[] }> {
  const seen: Ticket[] = [];
  const waits: number[] = [];
  const execution = runStateMachine(watchDefinition('aws'), TICKET, {
    invoke: async (functionArn, payload) => {
      expect(functionArn).toBe(FUNCTION_ARN);
      seen.push(payload as Ticket);
      return updater(payload as Ticket);
    },
    wait: async (seconds) => {
      waits.push(seconds);
    },
    now: () => new Date(0),
  });
  return { outcome: await execution.catch((error: Error) => error), seen, waits };
}

describe('the state machine', () => {
  test('hands the ticket on from look to look until it is done', async () => {
    const { outcome, seen, waits } = await watch((ticket) => ({ ...ticket, look: ticket.look + 1, done: ticket.look === 2, waitSeconds: 30 }));
    expect(seen.map(({ look }) => look)).toEqual([0, 1, 2]);
    expect(waits).toEqual([30, 30]);
    expect(outcome).toMatchObject({ look: 3, done: true });
  });

  test('looks again after a failure', async () => {
    let failures = 0;
    const { outcome, seen } = await watch((ticket) => {
      if (failures++ < 3) {
        throw new Error('throttled');
      }
      return { ...ticket, done: true };
    });
    expect(seen).toHaveLength(4);
    expect(outcome).toMatchObject({ done: true });
  });

  test('has CloudFormation told when looking fails for good, and ends as failed', async () => {
    const { outcome, seen } = await watch((ticket) => {
      if (ticket.error === undefined) {
        throw new Error('out of memory');
      }
      return { ...ticket, done: true };
    });
    expect(seen).toHaveLength(9);
    expect(seen[8]).toMatchObject({ functionArn: FUNCTION_ARN, error: { Cause: expect.stringContaining('out of memory') } });
    expect(outcome).toBeInstanceOf(Error);
  });

  test('tries to tell CloudFormation more than once', async () => {
    let answers = 0;
    const { seen } = await watch((ticket) => {
      if (ticket.error === undefined || answers++ < 2) {
        throw new Error('unreachable');
      }
      return { ...ticket, done: true };
    });
    expect(seen.filter(({ error }) => error !== undefined)).toHaveLength(3);
  });
});

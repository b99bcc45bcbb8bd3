import { runStateMachine } from '../../src/rehearsal/state-machine';

const LOOP = {
  StartAt: 'Check',
  States: {
    'Check': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { 'FunctionName.$': '$.functionArn', 'Payload.$': '$' },
      OutputPath: '$.Payload',
      Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'GiveUp' }],
      Next: 'Finished?',
    },
    'Finished?': { Type: 'Choice', Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Done' }], Default: 'Wait' },
    'Wait': { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'Check' },
    'GiveUp': { Type: 'Pass', End: true },
    'Done': { Type: 'Succeed' },
  },
};

interface Ticket { readonly functionArn: string; readonly count: number; readonly done: boolean; readonly waitSeconds: number }

const TICKET: Ticket = { functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f', count: 0, done: false, waitSeconds: 15 };

describe('a state machine that looks again and again', () => {
  const waits: number[] = [];
  const host = {
    wait: async (seconds: number) => void waits.push(seconds),
    now: () => new Date(0),
  };
  beforeEach(() => waits.splice(0));

  test('passes the function\'s answer on, and lets virtual time pass between the looks', async () => {
    const output = await runStateMachine(LOOP, TICKET, {
      ...host,
      invoke: async (functionArn, payload) => {
        expect(functionArn).toBe(TICKET.functionArn);
        const ticket = payload as Ticket;
        return { ...ticket, count: ticket.count + 1, done: ticket.count === 3 };
      },
    });
    expect(output).toEqual({ ...TICKET, count: 4, done: true });
    expect(waits).toEqual([15, 15, 15]);
  });

  test('retries by the error\'s name, and hands what cannot be retried to the catcher', async () => {
    const errors = ['Lambda.TooManyRequestsException', 'Lambda.TooManyRequestsException', 'Boom'];
    const output = await runStateMachine(LOOP, TICKET, {
      ...host,
      invoke: async () => {
        throw Object.assign(new Error('no'), { name: errors.shift() });
      },
    });
    expect(errors).toEqual([]);
    expect(output).toEqual({ ...TICKET, error: expect.objectContaining({ Error: 'Boom' }) });
  });

  test('fails on a task that is not simulated, by its name', async () => {
    const definition = { StartAt: 'Notify', States: { Notify: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true } } };
    await expect(runStateMachine(definition, {}, { ...host, invoke: async () => ({}) })).rejects.toThrow(/state 'Notify' calls arn:aws:states:::sns:publish/);
  });
});

import { request } from './churn';
import { encodeRequest } from '../../src/rollout/request';
import { begin } from '../../src/updater/begin';
import { CLIENT_OPTIONS } from '../../src/updater/client-options';
import type { CloudFormationEvent } from '../../src/updater/event';
import type { Ports } from '../../src/updater/ports';
import type { Verdict } from '../../src/updater/respond';

/** How long Lambda lets the function run, and what it takes to answer at worst. */
const [FUNCTION_SECONDS, ANSWER_SECONDS] = [300, 35];

/** What a client's call takes at worst. */
const CALL_SECONDS = CLIENT_OPTIONS.maxAttempts * CLIENT_OPTIONS.requestHandler.requestTimeout / 1000;

const EVENT: CloudFormationEvent = {
  RequestType: 'Create',
  ResponseURL: 'https://example.com/answer',
  StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/churn/1',
  RequestId: 'request-1',
  LogicalResourceId: 'Churn',
  ResourceProperties: { ...encodeRequest(request('churn-v1')) },
};

/** Services each of which takes so long, in seconds, to say that it is of no use now. */
function troubled(seconds: Readonly<Record<'seal' | 'stack' | 'start', number>>): { ports: Ports; answers: Verdict[]; passed: () => number } {
  let now = Date.parse('2026-11-21T12:00:00Z');
  const start = now;
  const answers: Verdict[] = [];
  const trouble = (takes: number) => async () => {
    now += takes * 1000;
    throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  };
  const ports = {
    seal: { seal: seconds.seal === 0 ? async () => 'sealed' : trouble(seconds.seal) },
    stack: trouble(seconds.stack),
    startExecution: trouble(seconds.start),
    respond: async (_url: string, _addressee: unknown, verdict: Verdict) => { answers.push(verdict); },
    pause: async (milliseconds: number) => { now += milliseconds; },
    now: () => new Date(now),
    log: () => undefined,
  } as unknown as Ports;
  return { ports, answers, passed: () => (now - start) / 1000 };
}

test.each([
  ['the key', { seal: CALL_SECONDS, stack: 0, start: 0 }],
  ['the state machine', { seal: 0, stack: 0, start: CALL_SECONDS }],
  ['the stack, and then the state machine', { seal: 0, stack: CALL_SECONDS, start: CALL_SECONDS }],
])('CloudFormation is answered before the function runs out of time, although %s cannot be reached', async (_, seconds) => {
  const { ports, answers, passed } = troubled(seconds);
  await begin(ports, EVENT, 'arn:aws:lambda:eu-west-1:111122223333:function:updater');
  expect(answers).toEqual([expect.objectContaining({ status: 'FAILED', reason: expect.stringContaining('TimeoutError: no answer') })]);
  expect(passed()).toBeLessThan(FUNCTION_SECONDS - ANSWER_SECONDS);
});

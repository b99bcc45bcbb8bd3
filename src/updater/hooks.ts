import { lookAgainSeconds, patienceSeconds, secondsSince } from './deadline';
import { messageOf } from './task-error';
import type { HookCall, Ticket } from './ticket';
import { shown } from './words';
import type { DeclaredHook, HookName } from '../rollout/request';

/** Where an update stands with one of its hooks. */
export type HookState =
  /** There is none, or it has said that it may go on. */
  | { readonly result: 'passed'; readonly ticket: Ticket }
  | { readonly result: 'call'; readonly ticket: Ticket }
  /** It is in progress. */
  | { readonly result: 'wait'; readonly ticket: Ticket }
  | { readonly result: 'failed'; readonly because: string };

/** When a hook that is in progress is called again unless it says when; as it is with the hooks of ECS. */
const CALL_BACK_SECONDS = 30;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html */
export function hookState(ticket: Ticket, name: HookName, now: Date): HookState {
  const declared = ticket.rollout.hooks?.[name];
  if (declared === undefined || ticket.hooksPassed?.includes(name)) {
    return { result: 'passed', ticket };
  }
  const { hook } = ticket;
  if (hook?.name !== name || hook.outcome === undefined) {
    const since = hook?.name === name ? hook.since : now.toISOString();
    return call(ticket, { name, functionName: declared.functionName, since, payload: payloadOf(ticket, name) });
  }
  if (hook.nextCall !== undefined) {
    return Date.parse(hook.nextCall) <= now.getTime() ? call(ticket, { ...hook, nextCall: undefined, outcome: undefined }) : wait(ticket, hook, now);
  }
  if (!('answer' in hook.outcome)) {
    return { result: 'failed', because: `${titleOf(hook)} failed: ${messageOf(hook.outcome)}` };
  }
  const answer = answerIn(hook.outcome.answer);
  switch (answer?.hookStatus) {
    case 'SUCCEEDED':
      return passed(ticket, name);
    case 'FAILED':
      return { result: 'failed', because: `${titleOf(hook)} answered FAILED: ${answer.reason ?? 'it gives no reason'}` };
    case 'IN_PROGRESS':
      return secondsSince(now, hook.since) >= declared.timeoutSeconds
        ? timedOut(ticket, hook, declared)
        : wait(ticket, { ...hook, ...again(ticket, hook, { declared, now, answer }) }, now);
    default:
      return { result: 'failed', because: `${titleOf(hook)} answered ${shown(hook.outcome.answer, 200)}, not a hookStatus of SUCCEEDED, FAILED or IN_PROGRESS` };
  }
}

function passed(ticket: Ticket, name: HookName): HookState {
  return { result: 'passed', ticket: { ...ticket, hook: undefined, hooksPassed: [...(ticket.hooksPassed ?? []), name] } };
}

function timedOut(ticket: Ticket, hook: HookCall, { timeoutSeconds, continueOnTimeout }: DeclaredHook): HookState {
  return continueOnTimeout
    ? passed(ticket, hook.name)
    : { result: 'failed', because: `${titleOf(hook)} was still IN_PROGRESS after its timeout of ${timeoutSeconds} seconds` };
}

function call(ticket: Ticket, hook: HookCall): HookState {
  return { result: 'call', ticket: { ...ticket, hook, waitSeconds: 0 } };
}

function wait(ticket: Ticket, hook: HookCall, now: Date): HookState {
  const left = Math.ceil((Date.parse(hook.nextCall!) - now.getTime()) / 1000);
  return { result: 'wait', ticket: { ...ticket, hook, waitSeconds: Math.min(left, lookAgainSeconds(now, ticket)) } };
}

function again(
  ticket: Ticket, hook: HookCall, { declared, now, answer }: { declared: DeclaredHook; now: Date; answer: Answer },
): Pick<HookCall, 'nextCall' | 'payload'> {
  const { callBackDelay = CALL_BACK_SECONDS, hookDetails } = answer;
  // The last call is when the time is up, rather than never.
  const seconds = Math.max(1, Math.min(callBackDelay, secondsLeft(ticket, declared, hook.since, now)));
  return {
    nextCall: new Date(now.getTime() + seconds * 1000).toISOString(),
    payload: hookDetails === undefined ? hook.payload : { ...hook.payload, hookDetails },
  };
}

function secondsLeft(ticket: Ticket, { timeoutSeconds }: DeclaredHook, since: string, now: Date): number {
  return Math.min(timeoutSeconds - secondsSince(now, since), patienceSeconds(ticket) - secondsSince(now, ticket.startedAt));
}

function payloadOf({ rollout, requestId, stackId, before }: Ticket, name: HookName): HookCall['payload'] {
  return {
    executionId: requestId,
    lifecycleStage: STAGES[name],
    endpointName: rollout.endpointName,
    endpointConfigName: rollout.endpointConfigName,
    previousEndpointConfigName: before,
    stackId,
  };
}

const STAGES: Readonly<Record<HookName, string>> = { beforeUpdate: 'BEFORE_UPDATE', afterUpdate: 'AFTER_UPDATE' };

interface Answer {
  readonly hookStatus?: unknown;
  readonly callBackDelay?: number;
  readonly reason?: string;
  readonly hookDetails?: unknown;
}

function answerIn(value: unknown): Answer | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { hookStatus, callBackDelay, reason, hookDetails } = value as Record<string, unknown>;
  const delay = callBackDelay === undefined || callBackDelay === null ? undefined : Number(callBackDelay);
  return {
    hookStatus,
    callBackDelay: delay !== undefined && Number.isFinite(delay) ? delay : undefined,
    reason: typeof reason === 'string' && reason.trim() !== '' ? reason : undefined,
    hookDetails,
  };
}

function titleOf({ name, functionName }: HookCall): string {
  return `its ${name} hook (function '${functionName.replace(/^arn:.*?:function:/, '')}')`;
}

import { patienceSeconds, secondsSince } from './deadline';
import { messageOf, type TaskError } from './task-error';
import type { Ticket } from './ticket';
import type { DeclaredHook, HookName } from '../rollout/request';

/**
 * A hook that the state machine calls next, or has called.
 *
 * It calls the hook of a ticket that has no outcome of it yet, and hands the ticket back with one.
 */
export interface HookCall {
  readonly name: HookName;
  readonly functionName: string;
  /** What the function is given. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it was called for the first time. */
  readonly since: string;
  /** Put here by the state machine. */
  readonly outcome?: TaskError & { readonly answer?: unknown };
}

/** Where an update stands with one of its hooks. */
export type HookState =
  /** There is none, or it has said that it may go on. */
  | { readonly result: 'passed'; readonly ticket: Ticket }
  | { readonly result: 'call'; readonly ticket: Ticket; readonly inProgress: boolean }
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
    const first = { since: now.toISOString(), payload: payloadOf(ticket, name) };
    return { result: 'call', ticket: calling(ticket, { name, functionName: declared.functionName, ...first }), inProgress: false };
  }
  if (!('answer' in hook.outcome)) {
    return { result: 'failed', because: `${titleOf(hook)} failed: ${messageOf(hook.outcome)}` };
  }
  const answer = answerIn(hook.outcome.answer);
  switch (answer?.hookStatus) {
    case 'SUCCEEDED':
      return { result: 'passed', ticket: { ...ticket, hook: undefined, hooksPassed: [...(ticket.hooksPassed ?? []), name] } };
    case 'FAILED':
      return { result: 'failed', because: `${titleOf(hook)} answered FAILED: ${answer.reason ?? 'it gives no reason'}` };
    case 'IN_PROGRESS':
      return again(ticket, hook, { declared, now, answer });
    default:
      return { result: 'failed', because: `${titleOf(hook)} answered ${shown(hook.outcome.answer)}, not a hookStatus of SUCCEEDED, FAILED or IN_PROGRESS` };
  }
}

function again(ticket: Ticket, hook: HookCall, { declared, now, answer }: { declared: DeclaredHook; now: Date; answer: Answer }): HookState {
  if (secondsSince(now, hook.since) >= declared.timeoutSeconds) {
    return { result: 'failed', because: `${titleOf(hook)} was still IN_PROGRESS after its timeout of ${declared.timeoutSeconds} seconds` };
  }
  const { callBackDelay = CALL_BACK_SECONDS, hookDetails } = answer;
  const payload = hookDetails === undefined ? hook.payload : { ...hook.payload, hookDetails };
  const call = calling(ticket, { name: hook.name, functionName: declared.functionName, since: hook.since, payload });
  // The last call is when the time is up, rather than never.
  const waitSeconds = Math.ceil(Math.max(1, Math.min(callBackDelay, secondsLeft(ticket, declared, hook.since, now))));
  return { result: 'call', ticket: { ...call, waitSeconds }, inProgress: true };
}

function secondsLeft(ticket: Ticket, { timeoutSeconds }: DeclaredHook, since: string, now: Date): number {
  return Math.min(timeoutSeconds - secondsSince(now, since), patienceSeconds(ticket) - secondsSince(now, ticket.startedAt));
}

function calling(ticket: Ticket, hook: HookCall): Ticket {
  return { ...ticket, hook, waitSeconds: 0 };
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

function shown(answer: unknown): string {
  return (JSON.stringify(answer) ?? 'nothing').slice(0, 200);
}

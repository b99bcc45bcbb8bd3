import type { Call, Failure, RequestKind } from './decide';
import type { DeploymentStage } from './observe';
import type { Verdict } from './respond';
import type { VariantProperty } from './retained';
import type { Direction } from './stack';
import type { TagChanges } from './tag-changes';
import type { TaskError } from './task-error';
import type { HookName, RolloutRequest } from '../rollout/request';

/**
 * One request of CloudFormation on its way through the state machine, which hands it from one invocation to the next.
 *
 * The ticket is also the write-ahead log. A function may die after `UpdateEndpoint` and before it has returned; its
 * invocation is then repeated with the ticket it was given. So whatever is done in two transitions:
 *
 *   nothing yet -> `intent` (about to ask: what the endpoint looked like) -> `askedAt` -> `underWay` -> `verdict` -> `done`
 *
 * A ticket with an intent and without `askedAt` means that the call may have been made. The endpoint tells: `phaseOf`
 * in `phase.ts` compares it with the intent; if it was, the intent's own time stands in for that of the call. A ticket
 * with a verdict means that the answer may have been sent; sending it again sends the same bytes.
 */
export interface Ticket {
  readonly kind: RequestKind;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  /** What CloudFormation calls the resource until now; absent in a create. */
  readonly physicalResourceId?: string;
  readonly rollout: RolloutRequest;
  /** Which way the stack was going when it asked. */
  readonly direction: Direction;
  /** The operation of the stack that it belongs to. */
  readonly stackUpdatedAt?: string;
  /** What the app itself has changed, so that what operators or autoscaling did since does not stand. */
  readonly explicit: readonly VariantProperty[];
  /** What the app itself has changed about the tags. */
  readonly tagChanges?: TagChanges;
  /** This function: the state machine invokes it by way of the ticket, since the two cannot name each other in a template. */
  readonly functionArn: string;
  /** The response URL, encrypted. */
  readonly sealedResponseUrl: string;
  /** Where the end of the update is reported, encrypted: the request may be answered when the update has begun. */
  readonly sealedSignalUrl?: string;
  /** ISO 8601, as all times here. */
  readonly startedAt: string;

  readonly intent?: Intent;
  /** When the call of the intent was accepted. */
  readonly askedAt?: string;
  /** The endpoint has been seen to do what was asked, whatever became of it. */
  readonly underWay?: boolean;
  /** The last stage of a deployment seen; gone from the endpoint once it has been rolled back. */
  readonly stage?: DeploymentStage;
  /** The config that was served before. */
  readonly before?: string;
  /** Since when the endpoint has to go back to it, and why. */
  readonly wayBack?: WayBack;
  /** The tags are as the app wants them. */
  readonly tagged?: boolean;
  /** The hook that is called, or was called last. */
  readonly hook?: HookCall;
  /** Those that have said that the update may go on. */
  readonly hooksPassed?: readonly HookName[];
  /** So many golden requests have been answered as they have to be. */
  readonly requestsPassed?: number;
  /** What CloudFormation is told while the update goes on. */
  readonly interim?: Verdict;
  /** CloudFormation has been told so. */
  readonly answered?: boolean;
  readonly verdict?: Verdict;
  /** Why it failed, in a word. */
  readonly because?: string;
  /** Since when something is in the way that may pass by itself. */
  readonly blockedSince?: string;

  /** Read by the state machine: whether it is over, and if not, when to look again. */
  readonly done: boolean;
  readonly waitSeconds: number;
  /** Put here by the state machine when an invocation has failed for good. */
  readonly error?: TaskError;
}

/** A call about to be made, and what the endpoint looked like before it. */
export interface Intent {
  readonly call: Call;
  /** When it was recorded: no later than the call. */
  readonly at?: string;
  readonly lastModified?: string;
  /** Of an earlier update: the service leaves it there until one succeeds. */
  readonly failureReason?: string;
  /** Alarms that were in ALARM already, without which the update is to be made. */
  readonly withoutAlarms?: readonly string[];
}

/** An update of our own accord, recorded before it is asked for like any other. */
export interface WayBack {
  readonly because: Failure;
  /** When the endpoint was modified last before it. */
  readonly lastModified: string;
  readonly askedAt?: string;
  /** The service's, which goes once it has been taken. */
  readonly failureReason?: string;
  /** What was found, where the service is not the one to say it. */
  readonly finding?: string;
  /** Why it could not be asked for. */
  readonly refusal?: string;
}

/**
 * A hook that the state machine calls next, or has called.
 *
 * It calls the hook of a ticket that has no outcome of it yet, at once, and hands the ticket back with one. Between two calls of a hook
 * that is in progress the endpoint and the stack are looked at as ever.
 */
export interface HookCall {
  readonly name: HookName;
  readonly functionName: string;
  /** What the function is given. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it was called for the first time. */
  readonly since: string;
  /** When one that is in progress is called again. */
  readonly nextCall?: string;
  /** Put here by the state machine. */
  readonly outcome?: TaskError & { readonly answer?: unknown };
}

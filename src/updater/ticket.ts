import type { Call, RequestKind } from './decide';
import type { CloudFormationEvent } from './event';
import type { DeploymentStage } from './observe';
import type { Verdict } from './respond';
import { decodeRequest, type RolloutRequest } from '../rollout/request';

/**
 * One request of CloudFormation on its way through the state machine, which hands it from one invocation to the next.
 *
 * The ticket is also the write-ahead log. A function may die after `UpdateEndpoint` and before it has returned; its
 * invocation is then repeated with the ticket it was given. So whatever is done in two transitions:
 *
 *   nothing yet -> `intent` (about to ask: what the endpoint looked like) -> `askedAt` -> `underWay` -> `verdict` -> `done`
 *
 * A ticket with an intent and without `askedAt` means that the call may have been made. The endpoint tells: `phaseOf`
 * in `phase.ts` compares it with the intent. A ticket with a verdict means that the answer may have been sent; sending
 * it again sends the same bytes.
 */
export interface Ticket {
  readonly kind: RequestKind;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  /** What CloudFormation calls the resource until now; absent in a create. */
  readonly physicalResourceId?: string;
  readonly rollout: RolloutRequest;
  /** This function: the state machine invokes it by way of the ticket, since the two cannot name each other in a template. */
  readonly functionArn: string;
  /** The response URL, encrypted. */
  readonly sealedResponseUrl: string;
  /** ISO 8601, as all times here. */
  readonly startedAt: string;

  readonly intent?: Intent;
  /** When the call of the intent was accepted. */
  readonly askedAt?: string;
  /** The endpoint has been seen to do what was asked, whatever became of it. */
  readonly underWay?: boolean;
  /** The last stage of a deployment seen; gone from the endpoint once it has been rolled back. */
  readonly stage?: DeploymentStage;
  readonly verdict?: Verdict;

  /** Read by the state machine: whether it is over, and if not, when to look again. */
  readonly done: boolean;
  readonly waitSeconds: number;
  /** Put here by the state machine when an invocation has failed for good. */
  readonly error?: { readonly Error?: string; readonly Cause?: string };
}

/** A call about to be made, and what the endpoint looked like before it. */
export interface Intent {
  readonly call: Call;
  readonly lastModified?: string;
  /** Of an earlier update: the service leaves it there until one succeeds. */
  readonly failureReason?: string;
}

export interface TicketProps {
  readonly event: CloudFormationEvent;
  readonly functionArn: string;
  readonly sealedResponseUrl: string;
  readonly now: Date;
}

export function ticketOf({ event, functionArn, sealedResponseUrl, now }: TicketProps): Ticket {
  const rollout = event.RequestType === 'Delete' ? rolloutOfDelete(event) : decodeRequest(event.ResourceProperties);
  return {
    kind: kindOf(event, rollout),
    stackId: event.StackId,
    requestId: event.RequestId,
    logicalResourceId: event.LogicalResourceId,
    physicalResourceId: event.PhysicalResourceId,
    rollout,
    functionArn,
    sealedResponseUrl,
    startedAt: now.toISOString(),
    done: false,
    waitSeconds: 0,
  };
}

/** An update that renames the endpoint creates the new one; CloudFormation deletes the old one afterwards. */
function kindOf(event: CloudFormationEvent, rollout: RolloutRequest): RequestKind {
  return event.RequestType === 'Update' && event.PhysicalResourceId !== rollout.endpointName ? 'Replace' : event.RequestType;
}

/** A delete needs the physical id alone, and must work when the properties were what made the create fail. */
function rolloutOfDelete(event: CloudFormationEvent): RolloutRequest {
  return { endpointName: event.PhysicalResourceId ?? '', endpointConfigName: '', deploymentConfig: {}, tags: [] };
}

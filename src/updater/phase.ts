import type { Phase, Situation, WayBackPhase } from './decide';
import type { EndpointSeen, Observation } from './observe';
import type { Intent, Ticket, WayBack } from './ticket';

/** What a ticket knows about the request's own doing. */
export type Progress = Pick<Ticket, 'kind' | 'rollout' | 'intent' | 'askedAt' | 'underWay' | 'wayBack'> & Partial<Pick<Ticket, 'direction'>>;

/**
 * How far the request has come, by what the ticket has on record and by what the endpoint shows.
 *
 * The record can be one step behind: the call may have been made by an invocation that died before it said so.
 */
export function phaseOf(progress: Progress, seen: Observation): Phase {
  if (progress.wayBack !== undefined) {
    return wayBackPhaseOf(progress.wayBack, seen);
  }
  if ((progress.underWay && !isFromBefore(progress, seen)) || showsOurCall(progress, seen)) {
    return 'underWay';
  }
  return progress.askedAt === undefined && !progress.underWay ? 'toAsk' : 'asked';
}

/** What was read is older than what was read already: the service does not say that its answers never are. */
function isFromBefore({ intent }: Progress, seen: Observation): boolean {
  return seen.exists && intent?.lastModified !== undefined && seen.lastModified === intent.lastModified;
}

function wayBackPhaseOf({ lastModified, askedAt }: WayBack, seen: Observation): WayBackPhase {
  if (!seen.exists || seen.lastModified !== lastModified) {
    return 'returning';
  }
  return askedAt === undefined ? 'toReturn' : 'returnAsked';
}

export function situationOf(endpointConfigName: string, seen: Observation): Situation {
  if (!seen.exists) {
    return 'absent';
  }
  switch (seen.status) {
    case 'InService':
      return seen.serving === endpointConfigName ? 'in service on the wanted config' : 'in service on another config';
    case 'OutOfService':
      return 'out of service';
    case 'Failed':
      return 'failed';
    case 'UpdateRollbackFailed':
      return 'rollback failed';
    case 'Deleting':
      return 'deleting';
    default:
      // Creating, Updating, SystemUpdating, RollingBack, and what the service may add: nothing that can be acted on.
      return isDeploying(endpointConfigName, seen) ? 'busy with the wanted config' : 'busy with something else';
  }
}

function showsOurCall({ kind, rollout, intent, askedAt, direction }: Progress, seen: Observation): boolean {
  if (!seen.exists) {
    return false;
  }
  if (kind === 'Update' || kind === 'Adopt' || kind === 'GiveBack') {
    // Whoever asked for exactly this: the update is taken over, and its rollback is not answered with a second attempt. But a stack
    // that goes back makes an attempt of its own, since what it goes back to has served before.
    const pending = seen.pending === rollout.endpointConfigName && (direction !== 'back' || intent !== undefined);
    // Not asked for a second time because of a change that somebody else made in the moment between intent and call:
    // a bad model is shown to users once at most. The intent is dropped while the endpoint is busy with something else.
    const changed = intent !== undefined && intent.lastModified !== seen.lastModified
      && (askedAt !== undefined || (isSettled(seen) && (direction !== 'back' || hasFailed(intent, seen))));
    return pending || changed;
  }
  if (kind === 'Delete') {
    return seen.status === 'Deleting';
  }
  // It was absent when the intent was recorded. One on another config was created by somebody else in that moment.
  return askedAt !== undefined || (intent !== undefined && isOn(rollout.endpointConfigName, seen));
}

/** A way back that was scaled in that moment is asked for; one that has failed is not asked for a second time. */
function hasFailed(intent: Intent, seen: EndpointSeen): boolean {
  return seen.status !== 'InService' || seen.failureReason !== intent.failureReason;
}

/** Whether it is neither created, nor updated, nor rolled back just now. */
function isSettled(seen: EndpointSeen): boolean {
  return ['InService', 'OutOfService', 'Failed', 'UpdateRollbackFailed'].includes(seen.status);
}

function isDeploying(endpointConfigName: string, seen: EndpointSeen): boolean {
  return seen.pending === undefined ? seen.status === 'Creating' && seen.serving === endpointConfigName : seen.pending === endpointConfigName;
}

function isOn(endpointConfigName: string, seen: EndpointSeen): boolean {
  return seen.serving === endpointConfigName || seen.pending === endpointConfigName;
}

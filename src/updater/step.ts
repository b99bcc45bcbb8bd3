import { call } from './call';
import { isLate, lookAgainSeconds } from './deadline';
import { decide, type Decision, type Phase } from './decide';
import { nameOf } from './log';
import { observe, type DeploymentStage, type Observation } from './observe';
import { patiently } from './patience';
import { phaseOf, situationOf } from './phase';
import { isAdopted } from './physical-id';
import type { Ports } from './ports';
import { prove } from './prove';
import { isToBeTagged, retag } from './retag';
import { standingOf } from './stack';
import { standingNow } from './standing';
import type { Ticket } from './ticket';
import { fail, interimSuccess, succeed, type Look } from './verdict';

/** One transition: observe, decide, and write on the ticket what is about to be done; or do it, if it is written there. */
export function step(ports: Ports, ticket: Ticket): Promise<Ticket> {
  return patiently(ports, ticket, (now) => isLate(now, ticket), () => lookAndProceed(ports, ticket));
}

async function lookAndProceed(ports: Ports, given: Ticket): Promise<Ticket> {
  const seen = await observe(ports.sagemaker, given.rollout.endpointName);
  const phase = phaseOf(given, seen);
  const situation = situationOf(given.rollout.endpointConfigName, seen);
  const ticket = noted(given, phase, seen);
  const decision = decide(ticket.kind, phase, situation, standingOf(ticket));
  ports.log('look', { ...nameOf(ticket), phase, situation, decision, seen });
  return proceed(ports, { ticket, seen, phase, situation }, decision);
}

/** What this look has told, for the next one. */
function noted(ticket: Ticket, phase: Phase, seen: Observation): Ticket {
  return {
    ...ticket,
    kind: adopts(ticket, seen) ? 'Adopt' : ticket.kind,
    underWay: ticket.underWay === true || phase === 'underWay',
    // The function died between the call and its record: the call is no older than the intent.
    askedAt: ticket.askedAt ?? (phase === 'underWay' ? ticket.intent?.at : undefined),
    stage: stageIn(ticket, seen) ?? ticket.stage,
    before: (phase === 'toAsk' || ticket.before === undefined ? servedBefore(ticket, seen) : undefined) ?? ticket.before,
  };
}

/** Decided by what is there before anything has been asked for, and then it stands. */
function adopts({ kind, rollout, intent }: Ticket, seen: Observation): boolean {
  return kind === 'Create' && rollout.adopt === true && intent === undefined && seen.exists && seen.status !== 'Deleting';
}

function servedBefore({ rollout }: Ticket, seen: Observation): string | undefined {
  return seen.exists && seen.serving !== rollout.endpointConfigName && seen.serving !== '' ? seen.serving : undefined;
}

/** A stage on the way forward. A rollback has stages too, but what is told of it is where it began. */
function stageIn({ rollout }: Ticket, seen: Observation): DeploymentStage | undefined {
  const forward = seen.exists && seen.pending === rollout.endpointConfigName && seen.status !== 'RollingBack' && seen.stage?.status !== 'Deleting';
  return forward ? seen.stage : undefined;
}

async function proceed(ports: Ports, look: Look, decision: Decision): Promise<Ticket> {
  const { ticket, seen } = look;
  const time = ports.now();
  if ((decision.do === 'succeed' || decision.do === 'prove') && seen.exists && isToBeTagged(ticket) && !isLate(time, ticket)) {
    return retag(ports, look, seen);
  }
  switch (decision.do) {
    case 'succeed':
      return succeed(look);
    case 'prove':
      return seen.exists ? prove(ports, look, seen) : succeed(look);
    case 'succeedOrCleanUp': {
      const now = decide(ticket.kind, look.phase, look.situation, await standingNow(ports, ticket));
      return now.do === 'fail' ? fail(ports, look, now.because, { cleanUp: now.cleanUp }) : succeed(look);
    }
    case 'fail':
      return fail(ports, look, decision.because, { cleanUp: decision.cleanUp });
    case 'reportReturn':
      return fail(ports, look, ticket.wayBack!.because);
    case 'goBack':
      return ticket.before === undefined || isLate(time, ticket) || !seen.exists
        ? fail(ports, look, decision.because)
        : { ...ticket, wayBack: { because: decision.because, lastModified: seen.lastModified, failureReason: seen.failureReason }, waitSeconds: 0 };
    case 'wait':
      return wait(ports, look);
    case 'delete':
      if (isAdopted(ticket.physicalResourceId) && ticket.direction !== 'forward') {
        return ticket.direction === 'back' ? succeed(look) : fail(ports, look, 'ownerUnknown');
      }
      break;
  }
  return isLate(time, ticket) ? fail(ports, look, ticket.wayBack?.because ?? 'timedOut') : call(ports, look, decision.do);
}

async function wait(ports: Ports, look: Look): Promise<Ticket> {
  const { ticket, phase } = look;
  if (isLate(ports.now(), ticket)) {
    return fail(ports, look, ticket.wayBack?.because ?? 'timedOut');
  }
  const interim = interimSuccess(look);
  if (interim !== undefined) {
    return { ...ticket, interim, waitSeconds: 0 };
  }
  // Not about to ask any more: what is in the way will have changed the endpoint when it is over.
  return { ...ticket, ...(phase === 'toAsk' && { intent: undefined }), waitSeconds: lookAgainSeconds(ports.now(), ticket) };
}

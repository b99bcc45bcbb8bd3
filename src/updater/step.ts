import { act } from './act';
import { decide, type Call, type Decision, type Phase } from './decide';
import { evidenceOf, type Evidence } from './evidence';
import { explain, type Reason } from './explain';
import { nameOf } from './log';
import { observe, type DeploymentStage, type Observation } from './observe';
import { phaseOf, situationOf } from './phase';
import { physicalIdOfFailure } from './physical-id';
import { whereLogsAre, type Ports } from './ports';
import type { Ticket } from './ticket';
import { UPDATER_WAIT_SECONDS } from '../rollout/request';

/**
 * How long to wait before the next look.
 *
 * A stage of a deployment lasts a minute or more, and the last one seen is named after a rollback. An hour of looks
 * costs some 700 transitions, about two cents, and a tenth of the 25,000 events that an execution may have.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const LOOK_AGAIN_SECONDS = 15;

/** How long a new config or a new permission may take to be known everywhere. */
const SETTLING_SECONDS = 120;

/** One transition: observe, decide, and write on the ticket what is about to be done; or do it, if it is written there. */
export async function step(ports: Ports, ticket: Ticket): Promise<Ticket> {
  const seen = await observe(ports.sagemaker, ticket.rollout.endpointName);
  const phase = phaseOf(ticket, seen);
  const situation = situationOf(ticket.rollout.endpointConfigName, seen);
  const decision = decide(ticket.kind, phase, situation);
  ports.log('look', { ...nameOf(ticket), phase, situation, decision, seen });
  return proceed(ports, { ticket: noted(ticket, phase, seen), seen, phase }, decision);
}

interface Look {
  readonly ticket: Ticket;
  readonly seen: Observation;
  readonly phase: Phase;
}

/** What this look has told, for the next one. */
function noted(ticket: Ticket, phase: Phase, seen: Observation): Ticket {
  return { ...ticket, underWay: phase === 'underWay', stage: stageIn(ticket, seen) ?? ticket.stage };
}

/** A stage on the way forward. A rollback has stages too, but what is told of it is where it began. */
function stageIn({ rollout }: Ticket, seen: Observation): DeploymentStage | undefined {
  const forward = seen.exists && seen.pending === rollout.endpointConfigName && seen.status !== 'RollingBack' && seen.stage?.status !== 'Deleting';
  return forward ? seen.stage : undefined;
}

async function proceed(ports: Ports, look: Look, decision: Decision): Promise<Ticket> {
  switch (decision.do) {
    case 'succeed':
      return succeed(look);
    case 'fail':
      return fail(ports, look, decision.because, { cleanUp: decision.cleanUp });
    case 'wait':
      // Not about to ask any more: what is in the way will have changed the endpoint when it is over.
      return wait(ports, look.phase === 'toAsk' ? { ...look, ticket: { ...look.ticket, intent: undefined } } : look);
    default:
      return isLate(ports, look.ticket) ? fail(ports, look, 'timedOut') : call(ports, look, decision.do);
  }
}

async function call(ports: Ports, look: Look, wanted: Call): Promise<Ticket> {
  const { ticket, seen } = look;
  if (ticket.intent?.call !== wanted) {
    const before = seen.exists ? { lastModified: seen.lastModified, failureReason: seen.failureReason } : {};
    return { ...ticket, intent: { call: wanted, ...before }, waitSeconds: 0 };
  }
  const taken = await act(ports.sagemaker, wanted, ticket.rollout);
  ports.log('call', { ...nameOf(ticket), call: wanted, ...taken });
  switch (taken.result) {
    case 'accepted':
      return { ...ticket, askedAt: ports.now().toISOString(), waitSeconds: LOOK_AGAIN_SECONDS };
    case 'overtaken':
      return { ...ticket, waitSeconds: LOOK_AGAIN_SECONDS };
    case 'tooEarly':
      return secondsSinceStart(ports, ticket) < SETTLING_SECONDS
        ? { ...ticket, waitSeconds: LOOK_AGAIN_SECONDS }
        : fail(ports, look, 'refused', { refusal: taken.because });
    case 'refused':
      return fail(ports, look, 'refused', { refusal: taken.because });
  }
}

async function wait(ports: Ports, look: Look): Promise<Ticket> {
  return isLate(ports, look.ticket) ? fail(ports, look, 'timedOut') : { ...look.ticket, waitSeconds: LOOK_AGAIN_SECONDS };
}

/** The verdict is written on the ticket before it is sent: sent twice, it is the same answer. */
function succeed({ ticket, seen }: Look): Ticket {
  const { endpointName } = ticket.rollout;
  const data = seen.exists ? { EndpointArn: seen.arn, EndpointName: endpointName, EndpointConfigName: seen.serving } : undefined;
  const physicalResourceId = ticket.kind === 'Delete' ? ticket.physicalResourceId ?? endpointName : endpointName;
  return { ...ticket, verdict: { status: 'SUCCESS', physicalResourceId, data }, waitSeconds: 0 };
}

async function fail(ports: Ports, look: Look, because: Reason, more: { refusal?: string; cleanUp?: true } = {}): Promise<Ticket> {
  const { ticket, seen, phase } = look;
  const evidence = NEEDS_EVIDENCE.has(because) ? await gather(ports, ticket) : { alarms: [] };
  const leftover = more.cleanUp ? await cleanUp(ports, ticket) : '';
  const reason = explain(because, { ticket, seen, evidence, refusal: more.refusal }) + leftover + whereLogsAre(ports);
  const created = phase === 'toAsk' ? undefined : ticket.rollout.endpointName;
  return { ...ticket, verdict: { status: 'FAILED', physicalResourceId: physicalIdOfFailure(ticket, created), reason }, waitSeconds: 0 };
}

const NEEDS_EVIDENCE: ReadonlySet<Reason> = new Set(['rolledBack', 'rollbackFailed']);

function gather(ports: Ports, ticket: Ticket): Promise<Evidence> {
  const alarmNames = (ticket.rollout.deploymentConfig.AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName }) => AlarmName);
  return evidenceOf(ports.cloudwatch, alarmNames, { from: new Date(ticket.askedAt ?? ticket.startedAt), to: ports.now() });
}

async function cleanUp(ports: Ports, { rollout }: Ticket): Promise<string> {
  const taken = await act(ports.sagemaker, 'delete', rollout);
  return taken.result === 'accepted' || taken.result === 'overtaken'
    ? ` '${rollout.endpointName}' is being deleted.`
    : ` '${rollout.endpointName}' could not be deleted (${taken.because}); delete it yourself.`;
}

function isLate(ports: Ports, ticket: Ticket): boolean {
  return secondsSinceStart(ports, ticket) >= UPDATER_WAIT_SECONDS;
}

function secondsSinceStart(ports: Ports, ticket: Ticket): number {
  return (ports.now().getTime() - Date.parse(ticket.startedAt)) / 1000;
}

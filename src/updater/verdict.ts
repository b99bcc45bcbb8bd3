import { act } from './act';
import { isLate } from './deadline';
import type { Phase, Situation } from './decide';
import { evidenceOf, type Evidence } from './evidence';
import { explain, type Reason } from './explain';
import type { Observation } from './observe';
import { physicalIdOfFailure, physicalIdOfSuccess } from './physical-id';
import { whereLogsAre, type Ports } from './ports';
import type { Verdict } from './respond';
import type { Ticket } from './ticket';
import { rollbackAlarmNames } from '../rollout/deployment-config';

/** What one look at the endpoint has told. */
export interface Look {
  readonly ticket: Ticket;
  readonly seen: Observation;
  readonly phase: Phase;
  readonly situation: Situation;
}

/** The verdict is written on the ticket before it is sent: sent twice, it is the same answer. */
export function succeed({ ticket, seen }: Look): Ticket {
  const data = seen.exists ? { EndpointArn: seen.arn, EndpointName: ticket.rollout.endpointName, EndpointConfigName: seen.serving } : undefined;
  return { ...ticket, verdict: { status: 'SUCCESS', physicalResourceId: physicalIdOfSuccess(ticket), data }, waitSeconds: 0 };
}

/**
 * What CloudFormation is told once an update has begun that a wait condition waits for.
 *
 * Not on the stack's way back: there the handle is an old one, which nobody waits for any more.
 */
export function interimSuccess(look: Look): Verdict | undefined {
  return look.phase === 'underWay' && look.situation === 'busy with the wanted config' ? interimOf(look) : undefined;
}

/** The same while a hook is in progress, which may take as long. */
export function interimOf({ ticket, seen }: Look): Verdict | undefined {
  const { kind, rollout, sealedSignalUrl, direction, answered } = ticket;
  const outlasts = sealedSignalUrl !== undefined && direction === 'forward' && (kind === 'Update' || kind === 'Adopt') && answered !== true;
  if (!outlasts || !seen.exists) {
    return undefined;
  }
  const data = { EndpointArn: seen.arn, EndpointName: rollout.endpointName, EndpointConfigName: rollout.endpointConfigName };
  return { status: 'SUCCESS', physicalResourceId: physicalIdOfSuccess(ticket), data };
}

export async function fail(ports: Ports, look: Look, failure: Reason, more: { refusal?: string; cleanUp?: true } = {}): Promise<Ticket> {
  const { ticket, seen, phase } = look;
  const evidence = NEEDS_EVIDENCE.has(failure) ? await gather(ports, ticket) : { alarms: [] };
  const because = failure === 'rolledBack' && isOvertaken(look, evidence) ? 'otherConfig' : failure;
  const leftover = more.cleanUp ? await cleanUp(ports, ticket) : '';
  const reason = explain(because, { ticket, seen, evidence, refusal: more.refusal }) + leftover + whereLogsAre(ports);
  const created = (ticket.kind === 'Create' || ticket.kind === 'Replace') && phase !== 'toAsk' ? ticket.rollout.endpointName : undefined;
  const verdict: Verdict = { status: 'FAILED', physicalResourceId: physicalIdOfFailure(ticket, created), reason };
  return { ...ticket, verdict, because, waitSeconds: 0 };
}

const NEEDS_EVIDENCE: ReadonlySet<Reason> = new Set(['rolledBack', 'rollbackFailed']);

/** A rollback ends on the config served before: on a third one, with no alarm to tell of, somebody else has updated the endpoint. */
function isOvertaken({ ticket: { before }, seen }: Look, { alarms }: Evidence): boolean {
  return before !== undefined && seen.exists && seen.serving !== before && alarms.every(({ rang }) => rang === undefined);
}

function gather(ports: Ports, ticket: Ticket): Promise<Evidence> {
  const left = ticket.intent?.withoutAlarms ?? [];
  const alarmNames = rollbackAlarmNames(ticket.rollout.deploymentConfig);
  const from = new Date(ticket.askedAt ?? ticket.startedAt);
  return evidenceOf(ports.cloudwatch, alarmNames.filter((name) => !left.includes(name)), { from, to: ports.now() });
}

/** Deletes the endpoint that this request has created, and says so; throws what passes by itself while it is busy. */
export async function cleanUp(ports: Ports, ticket: Ticket): Promise<string> {
  const { endpointName } = ticket.rollout;
  const taken = await act(ports.sagemaker, 'delete', ticket);
  if (taken.result === 'overtaken' && /in-progress/i.test(taken.because) && !isLate(ports.now(), ticket)) {
    throw Object.assign(new Error(taken.because), { $fault: 'server' });
  }
  return taken.result === 'accepted' || taken.result === 'overtaken'
    ? ` '${endpointName}' is being deleted.`
    : ` '${endpointName}' could not be deleted (${taken.because}); delete it yourself.`;
}

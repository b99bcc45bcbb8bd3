import { requestOf } from './explain';
import { nameOf } from './log';
import { ended } from './metrics';
import { observe } from './observe';
import { phaseOf } from './phase';
import { physicalIdOfFailure } from './physical-id';
import { whereLogsAre, type Ports } from './ports';
import type { Verdict } from './respond';
import { standingNow } from './standing';
import { messageOf } from './task-error';
import type { Ticket } from './ticket';
import { cleanUp } from './verdict';

/** Tells CloudFormation that the update is under way; its end is reported to the wait condition. */
export async function answerInterim(ports: Ports, ticket: Ticket, verdict: Verdict): Promise<Ticket> {
  await respond(ports, ticket, verdict);
  ports.log('answered', { ...nameOf(ticket), verdict, interim: true });
  return { ...ticket, answered: true, waitSeconds: 0 };
}

/** Tells CloudFormation; throws if it cannot, so that the state machine has it tried again. */
export async function answer(ports: Ports, ticket: Ticket, verdict: Verdict): Promise<Ticket> {
  if (isUnknownReplacement(ticket, verdict) && await standingNow(ports, ticket) === 'outdated') {
    await cleanUp(ports, ticket);
  }
  // An interim answer may have arrived although nobody could say so: then it is that one again, and the rest is the signal's.
  if (ticket.answered !== true) {
    await respond(ports, ticket, ticket.interim ?? verdict);
  }
  if (ticket.sealedSignalUrl !== undefined && (ticket.interim !== undefined || verdict.status === 'SUCCESS')) {
    const url = await ports.seal.open(ticket.sealedSignalUrl, contextOf(ticket));
    await ports.signal(url, ticket.requestId, verdict);
  }
  ports.log('answered', { ...nameOf(ticket), verdict });
  ports.log('ended', ended(ports.now(), ticket, verdict));
  return { ...ticket, verdict, done: true, waitSeconds: 0 };
}

/** Until it has been told, CloudFormation does not know of the endpoint; and it does not listen any more once the stack has been cancelled. */
function isUnknownReplacement({ kind, intent, error }: Ticket, { status }: Verdict): boolean {
  return kind === 'Replace' && intent?.call === 'create' && status === 'SUCCESS' && error === undefined;
}

async function respond(ports: Ports, ticket: Ticket, verdict: Verdict): Promise<void> {
  const { stackId, requestId, logicalResourceId } = ticket;
  const url = await ports.seal.open(ticket.sealedResponseUrl, contextOf(ticket));
  await ports.respond(url, { stackId, requestId, logicalResourceId }, verdict);
}

function contextOf({ stackId, requestId, logicalResourceId }: Ticket) {
  return { StackId: stackId, RequestId: requestId, LogicalResourceId: logicalResourceId };
}

/** An invocation has failed again and again: CloudFormation is told that, rather than left to wait for its time-out. */
export async function giveUp(ports: Ports, ticket: Ticket): Promise<Ticket> {
  const reason = `${requestOf(ticket)} was given up, the updater could not go on: ${messageOf(ticket.error)}.${whereLogsAre(ports)}`;
  const physicalResourceId = physicalIdOfFailure(ticket, await createdEndpointName(ports, ticket));
  return answer(ports, { ...ticket, because: 'givenUp' }, { status: 'FAILED', physicalResourceId, reason });
}

/** The endpoint that this request may have created, if the record and what can still be seen say so. */
async function createdEndpointName(ports: Ports, ticket: Ticket): Promise<string | undefined> {
  const { endpointName } = ticket.rollout;
  if (ticket.intent?.call !== 'create') {
    return undefined;
  }
  try {
    const phase = phaseOf(ticket, await observe(ports.sagemaker, endpointName));
    return phase === 'toAsk' ? undefined : endpointName;
  } catch {
    // What cannot be observed is only deleted if the record alone says that it is ours.
    return ticket.askedAt === undefined ? undefined : endpointName;
  }
}

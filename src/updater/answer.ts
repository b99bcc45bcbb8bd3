import { requestOf } from './explain';
import { nameOf } from './log';
import { observe } from './observe';
import { phaseOf } from './phase';
import { physicalIdOfFailure } from './physical-id';
import { whereLogsAre, type Ports } from './ports';
import type { Verdict } from './respond';
import type { Ticket } from './ticket';

/** Tells CloudFormation; throws if it cannot, so that the state machine has it tried again. */
export async function answer(ports: Ports, ticket: Ticket, verdict: Verdict): Promise<Ticket> {
  const { stackId, requestId, logicalResourceId, sealedResponseUrl } = ticket;
  const url = await ports.seal.open(sealedResponseUrl, { StackId: stackId, RequestId: requestId, LogicalResourceId: logicalResourceId });
  await ports.respond(url, { stackId, requestId, logicalResourceId }, verdict);
  ports.log('answered', { ...nameOf(ticket), verdict });
  return { ...ticket, verdict, done: true, waitSeconds: 0 };
}

/** An invocation has failed again and again: CloudFormation is told that, rather than left to wait for its time-out. */
export async function giveUp(ports: Ports, ticket: Ticket): Promise<Ticket> {
  const reason = `${requestOf(ticket)} was given up, the updater could not go on: ${messageOf(ticket.error)}.${whereLogsAre(ports)}`;
  const physicalResourceId = physicalIdOfFailure(ticket, await createdEndpointName(ports, ticket));
  return answer(ports, ticket, { status: 'FAILED', physicalResourceId, reason });
}

/** The endpoint that this request may have created, if the record and what can still be seen say so. */
async function createdEndpointName(ports: Ports, ticket: Ticket): Promise<string | undefined> {
  const { endpointName } = ticket.rollout;
  if (ticket.intent === undefined) {
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

/** The `Cause` of a failed Lambda function is what it threw, as JSON. */
function messageOf(error: Ticket['error']): string {
  try {
    const { errorType, errorMessage } = JSON.parse(error?.Cause ?? '');
    return `${errorType}: ${errorMessage}`;
  } catch {
    return [error?.Error, error?.Cause].filter((part) => part !== undefined && part !== '').join(': ');
  }
}

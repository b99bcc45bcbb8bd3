import type { Ticket } from './ticket';

// A slash cannot occur in an endpoint's name, so a marker never names one.
const MARKER = 'not-created/';

/**
 * What CloudFormation is to call the resource after a failure.
 *
 * A changed id would make it delete the old one, which still serves: a failed update keeps its id. And it deletes what
 * failed to be created: unless there is an endpoint that this request created, the id is a marker that names none.
 *
 * @param createdEndpointName the endpoint that the request has created, or may have.
 */
export function physicalIdOfFailure(ticket: Pick<Ticket, 'physicalResourceId' | 'requestId'>, createdEndpointName?: string): string {
  return ticket.physicalResourceId ?? createdEndpointName ?? `${MARKER}${ticket.requestId}`;
}

/** Whether this is the id of a resource whose create left nothing behind. */
export function isNotCreated(physicalResourceId: string | undefined): boolean {
  return physicalResourceId !== undefined && physicalResourceId.startsWith(MARKER);
}

import type { Ticket } from './ticket';

// A slash cannot occur in an endpoint's name, so a marker never names one.
const NOT_CREATED = 'not-created/';
const ADOPTED = 'adopted/';

/**
 * What CloudFormation is to call the resource after a failure.
 *
 * A changed id would make it delete the old one, which still serves: a failed update keeps its id. And it deletes what
 * failed to be created: unless there is an endpoint that this request created, the id is a marker that names none.
 *
 * @param createdEndpointName the endpoint that the request has created, or may have.
 */
export function physicalIdOfFailure(ticket: Pick<Ticket, 'physicalResourceId' | 'requestId'>, createdEndpointName?: string): string {
  return ticket.physicalResourceId ?? createdEndpointName ?? `${NOT_CREATED}${ticket.requestId}`;
}

/**
 * What it is to call the resource after a success: the endpoint's name, unless it was there before the resource was.
 *
 * That has to be told from the id alone, by a delete that takes a failed deployment back.
 */
export function physicalIdOfSuccess({ kind, physicalResourceId, rollout }: Pick<Ticket, 'kind' | 'physicalResourceId' | 'rollout'>): string {
  if (kind === 'Adopt') {
    return `${ADOPTED}${rollout.endpointName}`;
  }
  return kind === 'Update' || kind === 'Delete' ? physicalResourceId ?? rollout.endpointName : rollout.endpointName;
}

/** Whether this is the id of a resource whose create left nothing behind. */
export function isNotCreated(physicalResourceId: string | undefined): boolean {
  return physicalResourceId !== undefined && physicalResourceId.startsWith(NOT_CREATED);
}

/** Whether this is the id of a resource whose endpoint was there before. */
export function isAdopted(physicalResourceId: string | undefined): boolean {
  return physicalResourceId !== undefined && physicalResourceId.startsWith(ADOPTED);
}

export function endpointNameIn(physicalResourceId: string): string {
  return physicalResourceId.startsWith(ADOPTED) ? physicalResourceId.slice(ADOPTED.length) : physicalResourceId;
}

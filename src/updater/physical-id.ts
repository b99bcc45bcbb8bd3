import type { Ticket } from './ticket';

// A slash cannot occur in a name, so a marker never names an endpoint.
const NOT_CREATED = 'not-created/';
const ADOPTED = 'adopted/';
const ADOPTING = 'adopting/';

/**
 * What CloudFormation is to call the resource after a failure.
 *
 * A changed id would make it delete the old one, which still serves: a failed update keeps its id. And it deletes what
 * failed to be created: unless there is an endpoint that this request created, the id is a marker that names none. That of an endpoint
 * which was to be taken over has it given back, should it be on the new config all the same.
 *
 * @param createdEndpointName the endpoint that the request has created, or may have.
 */
export function physicalIdOfFailure(
  { kind, physicalResourceId, requestId, rollout, intent, before }: Pick<Ticket, 'physicalResourceId' | 'requestId'> & Partial<Ticket>, createdEndpointName?: string,
): string {
  if (kind === 'Adopt' && rollout && intent && before !== undefined) {
    return `${ADOPTING}${rollout.endpointName}/${before}`;
  }
  return physicalResourceId ?? createdEndpointName ?? `${NOT_CREATED}${requestId}`;
}

/**
 * What it is to call the resource after a success: the endpoint's name, unless it was there before the resource was.
 *
 * That has to be told from the id alone, by a delete that takes a failed deployment back: and on which config it was.
 */
export function physicalIdOfSuccess({ kind, physicalResourceId, rollout, before }: Pick<Ticket, 'kind' | 'physicalResourceId' | 'rollout' | 'before'>): string {
  if (kind === 'Adopt') {
    return `${ADOPTED}${rollout.endpointName}${before === undefined ? '' : `/${before}`}`;
  }
  return kind === 'Create' || kind === 'Replace' ? rollout.endpointName : physicalResourceId ?? rollout.endpointName;
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
  const [first, ...rest] = physicalResourceId.split('/');
  return `${first}/` === ADOPTED || `${first}/` === ADOPTING ? rest[0] : physicalResourceId;
}

/**
 * The config that an endpoint has to go back to before its resource is gone: the one that it was taken over on.
 *
 * @param goingBack whether the stack takes its own deployment back
 */
export function configToGiveBack(physicalResourceId: string | undefined, goingBack: boolean): string | undefined {
  const [first, , config] = (physicalResourceId ?? '').split('/');
  return `${first}/` === ADOPTING || (`${first}/` === ADOPTED && goingBack) ? config : undefined;
}

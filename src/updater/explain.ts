import { causeOf, duringStage, firstRing, serviceReason } from './cause';
import type { Failure, RequestKind } from './decide';
import type { Evidence } from './evidence';
import type { Observation } from './observe';
import type { Ticket } from './ticket';
import { UPDATER_WAIT_SECONDS } from '../rollout/request';

/** Why a request failed: as the decision has it, or because it took too long, or because the service said no. */
export type Reason = Failure | 'timedOut' | 'refused';

/** Everything that an explanation is made of. */
export interface Circumstances {
  readonly ticket: Pick<Ticket, 'kind' | 'rollout' | 'intent' | 'askedAt' | 'underWay' | 'stage'>;
  readonly seen: Observation;
  readonly evidence: Evidence;
  /** The service's refusal, in its own words. */
  readonly refusal?: string;
}

/** The sentences that CloudFormation shows to the person who deploys. */
export function explain(because: Reason, circumstances: Circumstances): string {
  return EXPLANATIONS[because](circumstances);
}

/** What was asked for, in the words that every explanation begins with. */
export function requestOf({ kind, rollout }: Circumstances['ticket']): string {
  return REQUESTS[kind](`'${rollout.endpointName}'`, `config '${rollout.endpointConfigName}'`);
}

const REQUESTS: Readonly<Record<RequestKind, (endpoint: string, config: string) => string>> = {
  Create: (endpoint, config) => `creation of ${endpoint} on ${config}`,
  Replace: (endpoint, config) => `creation of ${endpoint} on ${config}`,
  Update: (endpoint, config) => `update of ${endpoint} to ${config}`,
  Delete: (endpoint) => `deletion of ${endpoint}`,
};

const ANOTHER_NAME = 'give the resource another endpointName to have a new endpoint created';

const EXPLANATIONS: Readonly<Record<Reason, (circumstances: Circumstances) => string>> = {
  rolledBack: ({ ticket, seen, evidence }) =>
    `${requestOf(ticket)} was rolled back${at(timeOfRollback(ticket, seen, evidence))}${duringStage(ticket.stage)}: ` +
    `${causeOf(evidence, seen, ticket.intent)}. ${seen.exists ? `'${seen.serving}' serves all traffic.` : ''}`,

  rollbackFailed: ({ ticket, seen, evidence }) =>
    `${requestOf(ticket)} failed${duringStage(ticket.stage)}, and so did its rollback: ${causeOf(evidence, seen, ticket.intent)}. ` +
    'The endpoint serves a mix of both configs (UpdateRollbackFailed) until it is updated again; the rollback of the stack does that.',

  createFailed: ({ ticket, seen }) =>
    `${requestOf(ticket)} failed: ${serviceReason(seen) ?? 'SageMaker gives no reason'}. ` +
    `The containers' logs are in ${containerLogs(ticket)}.`,

  alreadyExists: ({ ticket, seen }) =>
    `${requestOf(ticket)} is not possible: an endpoint of that name exists already${seen.exists ? ` (${seen.status}, on config '${seen.serving}')` : ''}; ` +
    `this resource did not create it, so it is left as it is. Delete it, or ${ANOTHER_NAME}.`,

  vanished: ({ ticket }) =>
    `${requestOf(ticket)} is not possible: the endpoint does not exist any more, it was deleted outside of CloudFormation; ${ANOTHER_NAME}.`,

  otherConfig: ({ ticket, seen }) =>
    `${requestOf(ticket)} was overtaken: the endpoint was updated outside of CloudFormation${seen.exists ? `, and is on config '${seen.serving}'` : ''}.`,

  outOfService: ({ ticket, seen }) =>
    `${requestOf(ticket)} has left the endpoint OutOfService: ${serviceReason(seen) ?? 'SageMaker gives no reason'}.`,

  beyondRepair: ({ ticket, seen }) =>
    `${requestOf(ticket)} is not possible: the endpoint is Failed (${serviceReason(seen) ?? 'SageMaker gives no reason'}) ` +
    `and can only be deleted; ${ANOTHER_NAME}.`,

  timedOut: ({ ticket, seen }) => `${requestOf(ticket)} did not end within ${UPDATER_WAIT_SECONDS / 60} minutes: ${stateOfAffairs(ticket, seen)}`,

  refused: ({ ticket, refusal }) => `${requestOf(ticket)} was refused: ${refusal}`,
};

function stateOfAffairs(ticket: Circumstances['ticket'], seen: Observation): string {
  if (!seen.exists) {
    return 'the endpoint does not exist.';
  }
  const { endpointConfigName } = ticket.rollout;
  const status = `the endpoint is ${seen.status}`;
  if (ticket.kind === 'Update' && seen.pending === endpointConfigName) {
    return (
      `${status}${duringStage(seen.stage ?? ticket.stage)}. The update goes on without CloudFormation watching it, and '${seen.serving}' is what it goes back to; ` +
      'the rollback of the stack waits for it. Use shorter waits in the strategy (bakingPeriod, terminationWait), or larger steps.'
    );
  }
  if (ticket.kind === 'Update' && seen.pending !== undefined) {
    return `${status} with config '${seen.pending}', which this resource did not ask for. Wait until that has ended, and deploy again.`;
  }
  if (ticket.kind === 'Create') {
    return `${status}. The rollback of the stack deletes it as soon as it can be deleted. The containers' logs are in ${containerLogs(ticket)}.`;
  }
  return `${status}. Wait until that has ended, and deploy again.`;
}

function containerLogs({ rollout }: Circumstances['ticket']): string {
  return `/aws/sagemaker/Endpoints/${rollout.endpointName}`;
}

/** The alarm's time where it is known; else when the service touched the endpoint last, if that was after the call. */
function timeOfRollback(ticket: Circumstances['ticket'], seen: Observation, evidence: Evidence): string | undefined {
  const touched = seen.exists && seen.lastModified !== ticket.intent?.lastModified ? seen.lastModified : undefined;
  return firstRing(evidence)?.at ?? touched;
}

function at(time: string | undefined): string {
  return time === undefined ? '' : ` at ${time.slice(11, 16)} UTC`;
}

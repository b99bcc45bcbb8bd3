import { causeOf, duringStage, firstRing, serviceReason } from './cause';
import { patienceSeconds } from './deadline';
import type { Failure, RequestKind } from './decide';
import type { Evidence } from './evidence';
import type { Observation } from './observe';
import type { Ticket } from './ticket';
import { withoutStop } from './words';

/** Why a request failed: as the decision has it, or because it took too long, or because somebody said no. */
export type Reason = Failure | 'timedOut' | 'refused' | 'notStarted' | 'ownerUnknown';

/** Everything that an explanation is made of. */
export interface Circumstances {
  readonly ticket: Pick<Ticket, 'kind' | 'rollout' | 'intent' | 'askedAt' | 'underWay' | 'stage' | 'before' | 'wayBack' | 'answered'>;
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
  Adopt: (endpoint, config) => `update of ${endpoint}, which was there before this resource, to ${config}`,
  Replace: (endpoint, config) => `creation of ${endpoint} on ${config}`,
  Update: (endpoint, config) => `update of ${endpoint} to ${config}`,
  Delete: (endpoint) => `deletion of ${endpoint}`,
  GiveBack: (endpoint, config) => `return of ${endpoint}, which was there before this resource, to ${config}`,
};

const ANOTHER_NAME = 'give the resource another endpointName to have a new endpoint created';

const LEFT_ALONE = 'nothing was changed by this resource';

const EXPLANATIONS: Readonly<Record<Reason, (circumstances: Circumstances) => string>> = {
  rolledBack: ({ ticket, seen, evidence }) =>
    `${requestOf(ticket)} was rolled back${at(timeOfRollback(ticket, seen, evidence))}${duringStage(ticket.stage, firstRing(evidence) !== undefined)}: ` +
    `${causeOf(evidence, seen, ticket.intent)}. ${servingNow(seen)}${nextAfterRollback(ticket, evidence)}`,

  rollbackFailed: ({ ticket, seen, evidence }) =>
    `${requestOf(ticket)} failed${duringStage(ticket.stage)}, and so did its rollback: ${causeOf(evidence, asItFailed(ticket, seen), ticket.intent)}. ` +
    `${wayBackOf(ticket, seen)} Fix the model, and deploy again.`,

  createFailed: ({ ticket, seen }) =>
    `${requestOf(ticket)} failed: ${serviceReason(seen) ?? 'SageMaker gives no reason'}. ` +
    `The containers' logs are in ${containerLogs(ticket)}; fix what they report, and deploy again.`,

  alreadyExists: ({ ticket, seen }) =>
    `${requestOf(ticket)} is not possible: an endpoint of that name exists already${seen.exists ? ` (${seen.status}, on config '${seen.serving}')` : ''}; ` +
    `this resource did not create it, so it is left as it is. Take it over with adoptExisting: true, delete it, or ${ANOTHER_NAME}.`,

  vanished: ({ ticket }) =>
    `${requestOf(ticket)} is not possible: the endpoint does not exist any more, it was deleted outside of CloudFormation; ${ANOTHER_NAME}.`,

  otherConfig: ({ ticket, seen }) =>
    `${requestOf(ticket)} was overtaken: the endpoint was updated outside of CloudFormation${seen.exists ? `, and is on config '${seen.serving}'` : ''}. ` +
    'Deploy again to have it on the config asked for.',

  outOfService: ({ ticket, seen }) =>
    `${requestOf(ticket)} has left the endpoint OutOfService: ${serviceReason(seen) ?? 'SageMaker gives no reason'}. ` +
    `The containers' logs are in ${containerLogs(ticket)}.`,

  beyondRepair: ({ ticket, seen }) =>
    `${requestOf(ticket)} is not possible: the endpoint is Failed (${serviceReason(seen) ?? 'SageMaker gives no reason'}) ` +
    `and can only be deleted; ${ANOTHER_NAME}.`,

  inconclusive: ({ ticket, seen }) =>
    `${requestOf(ticket)} was inconclusive: ${ticket.wayBack?.finding}. ${wayBackOf(ticket, seen)} ` +
    'Deploy while there is traffic, bake longer, or ask for fewer requests (verification).',

  unanswered: ({ ticket, seen }) =>
    `${requestOf(ticket)} was inconclusive: ${withStop(ticket.wayBack?.finding)} ${wayBackOf(ticket, seen)} ` +
    'What has to judge the new config (verification, hooks) could not. Fix what it says, and deploy again.',

  wrongAnswer: ({ ticket, seen }) =>
    `${requestOf(ticket)} was not accepted: ${withStop(ticket.wayBack?.finding)} ${wayBackOf(ticket, seen)} ` +
    'Fix the model or, if the answer is right, the golden request (verification), and deploy again.',

  hookFailed: ({ ticket, seen }) =>
    `${requestOf(ticket)} was not accepted: ${withStop(ticket.wayBack?.finding)} ${wayBackOf(ticket, seen)} Fix what it says, and deploy again.`,

  outdated: ({ ticket, seen }) =>
    `${requestOf(ticket)} was not ${ticket.underWay ? 'proved' : 'started'}: the stack is being rolled back or deleted, so that nobody waits for it any more`
    + `${ticket.underWay ? '' : `; ${LEFT_ALONE}`}. ${servingNow(seen)}`,

  timedOut: ({ ticket, seen }) => `${requestOf(ticket)} did not end within ${inWords(patienceSeconds(ticket))}: ${stateOfAffairs(ticket, seen)}`,

  refused: ({ ticket, refusal, seen }) =>
    `${requestOf(ticket)} was refused by SageMaker: ${withStop(refusal)} ${servingNow(seen)}Fix what it says, and deploy again.`,

  notStarted: ({ ticket, refusal, seen }) => `${requestOf(ticket)} was not started: ${withStop(refusal)} ${servingNow(seen)}`.trim(),

  ownerUnknown: ({ ticket }) =>
    `${requestOf(ticket)} was not started: the endpoint was there before this resource, and whether the stack takes its own deployment back could not be ` +
    'read (cloudformation:DescribeStacks), so that it is left as it is. Try again, or retain the resource.',
};

function servingNow(seen: Observation): string {
  return seen.exists && seen.status === 'InService' ? `'${seen.serving}' serves all traffic. ` : '';
}

function nextAfterRollback({ rollout }: Circumstances['ticket'], { alarms }: Evidence): string {
  return alarms.some(({ rang }) => rang !== undefined)
    ? 'Fix the model or, if the alarm is wrong, the guardrail, and deploy again.'
    : `See the containers' logs in ${containerLogs({ rollout })}, and deploy again.`;
}

/** The service's reason is gone once the endpoint has been taken back. */
function asItFailed({ wayBack }: Circumstances['ticket'], seen: Observation): Observation {
  return seen.exists ? { ...seen, failureReason: wayBack?.failureReason ?? seen.failureReason } : seen;
}

/** How our own way back ended. */
function wayBackOf({ before, wayBack }: Circumstances['ticket'], seen: Observation): string {
  if (seen.exists && seen.status === 'InService' && seen.serving === before) {
    return `It was taken back to '${before}', which serves all traffic.`;
  }
  const tried = wayBack === undefined ? '' : `Taking it back to '${before}' did not succeed${wayBack.refusal === undefined ? '' : ` (${wayBack.refusal})`}. `;
  return `${tried}${stateAfterReturn(seen)}until it is updated again; the rollback of the stack does that.`;
}

function stateAfterReturn(seen: Observation): string {
  if (!seen.exists) {
    return 'The endpoint does not exist ';
  }
  const { status, serving } = seen;
  const does = { UpdateRollbackFailed: 'serves a mix of both configs', InService: `serves '${serving}'` }[status] ?? 'is to be looked at';
  return `The endpoint ${does} (${status}) `;
}

function withStop(text = ''): string {
  return `${withoutStop(text)}.`;
}

function inWords(seconds: number): string {
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 360) / 10} hours`;
}

function stateOfAffairs(ticket: Circumstances['ticket'], seen: Observation): string {
  if (!seen.exists) {
    return 'the endpoint does not exist.';
  }
  const { endpointConfigName } = ticket.rollout;
  const status = `the endpoint is ${seen.status}`;
  if (isUpdate(ticket) && seen.pending === endpointConfigName) {
    return (
      `${status}${duringStage(seen.stage ?? ticket.stage)}. The update goes on without CloudFormation watching it, and '${seen.serving}' is what it goes back to; ` +
      'the rollback of the stack waits for it. Use shorter waits in the strategy (bakingPeriod, terminationWait), or larger steps.'
    );
  }
  if (isUpdate(ticket) && seen.pending !== undefined) {
    return `${status} with config '${seen.pending}', which this resource did not ask for. Wait until that has ended, and deploy again.`;
  }
  if (ticket.kind === 'Create') {
    return `${status}. The rollback of the stack deletes it as soon as it can be deleted. The containers' logs are in ${containerLogs(ticket)}.`;
  }
  return `${status}. Wait until that has ended, and deploy again.`;
}

function isUpdate({ kind }: Circumstances['ticket']): boolean {
  return kind === 'Update' || kind === 'Adopt' || kind === 'GiveBack';
}

function containerLogs({ rollout }: Pick<Ticket, 'rollout'>): string {
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

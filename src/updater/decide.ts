/**
 * What CloudFormation asks for. A `Replace` is an update under a new name; an `Adopt` is a create that takes over what is there; a `GiveBack` is the
 * delete that takes an `Adopt` back, after which the endpoint is on the config that it was on before.
 */
export type RequestKind = 'Create' | 'Adopt' | 'Replace' | 'Update' | 'Delete' | 'GiveBack';

/** How far the request has come: not asked for yet, asked for but nothing seen of it, seen to have begun. */
export type Phase = 'toAsk' | 'asked' | 'underWay' | WayBackPhase;

/** How far the way back to the config served before has come. */
export type WayBackPhase = 'toReturn' | 'returnAsked' | 'returning';

/** What the endpoint is like, as far as it matters. */
export type Situation =
  | 'absent'
  | 'busy with the wanted config'
  | 'busy with something else'
  | 'in service on the wanted config'
  | 'in service on another config'
  | 'out of service'
  | 'failed'
  | 'rollback failed'
  | 'deleting';

/** What the stack does with the request: deploys it, goes back to it, or has gone back on it. */
export type Standing = 'forward' | 'back' | 'outdated';

/** `return`: an update without guard or bake, back to what served before the stack was updated. `restore`: the same, of our own accord. */
export type Call = 'create' | 'update' | 'return' | 'restore' | 'delete';

export type Failure =
  | 'alreadyExists'
  | 'vanished'
  | 'createFailed'
  | 'rolledBack'
  | 'rollbackFailed'
  | 'otherConfig'
  | 'outOfService'
  | 'beyondRepair'
  | 'inconclusive'
  | 'unanswered'
  | 'wrongAnswer'
  | 'hookFailed'
  | 'outdated';

export type Decision =
  | { readonly do: Call }
  | { readonly do: 'wait' }
  | { readonly do: 'succeed' }
  /** The update has brought the endpoint onto the wanted config, which has to pass what is asked of it before that is a success. */
  | { readonly do: 'prove' }
  /** `cleanUp`: delete the endpoint, which this request created and CloudFormation will not know of. */
  | { readonly do: 'fail'; readonly because: Failure; readonly cleanUp?: true }
  /** The endpoint has to go back to the config it served before, and the request fails for this reason once it has. */
  | { readonly do: 'goBack'; readonly because: Failure }
  /** The endpoint that this request has created is in service, unless CloudFormation does not wait for it any more. */
  | { readonly do: 'succeedOrCleanUp' }
  /** The way back is over: fail for the reason that it was taken for. */
  | { readonly do: 'reportReturn' };

const create: Decision = { do: 'create' };
const update: Decision = { do: 'update' };
const restore: Decision = { do: 'restore' };
const remove: Decision = { do: 'delete' };
const wait: Decision = { do: 'wait' };
const succeed: Decision = { do: 'succeed' };
const prove: Decision = { do: 'prove' };
const succeedOrCleanUp: Decision = { do: 'succeedOrCleanUp' };
const report: Decision = { do: 'reportReturn' };
const fail = (because: Failure): Decision => ({ do: 'fail', because });
const cleanUp = (because: Failure): Decision => ({ do: 'fail', because, cleanUp: true });
const goBack = (because: Failure): Decision => ({ do: 'goBack', because });

type Table = Readonly<Record<Situation, readonly [toAsk: Decision, asked: Decision, underWay: Decision]>>;

const CREATE: Table = {
  'absent': [create, wait, fail('vanished')],
  'busy with the wanted config': [fail('alreadyExists'), wait, wait],
  'busy with something else': [fail('alreadyExists'), wait, wait],
  'in service on the wanted config': [fail('alreadyExists'), succeed, succeed],
  'in service on another config': [fail('alreadyExists'), fail('otherConfig'), fail('otherConfig')],
  'out of service': [fail('alreadyExists'), fail('outOfService'), fail('outOfService')],
  // The delete that CloudFormation sends next removes it.
  'failed': [fail('alreadyExists'), fail('createFailed'), fail('createFailed')],
  'rollback failed': [fail('alreadyExists'), fail('rollbackFailed'), fail('rollbackFailed')],
  // By somebody else: the name is free in a moment.
  'deleting': [wait, wait, fail('vanished')],
};

const REPLACE: Table = {
  ...CREATE,
  // A stack that rolls a replacement back asks for the endpoint it came from, which has not been deleted yet.
  'busy with the wanted config': [wait, wait, wait],
  // Scaled, or maintained by the service, in that moment.
  'busy with something else': [wait, wait, wait],
  'in service on the wanted config': [succeed, succeedOrCleanUp, succeedOrCleanUp],
  // CloudFormation goes on knowing the old endpoint alone.
  'failed': [fail('alreadyExists'), cleanUp('createFailed'), cleanUp('createFailed')],
};

const UPDATE: Table = {
  'absent': [fail('vanished'), fail('vanished'), fail('vanished')],
  'busy with the wanted config': [wait, wait, wait],
  'busy with something else': [wait, wait, wait],
  // The first cell is also how a stack rollback ends at once: the service has rolled back already.
  'in service on the wanted config': [succeed, prove, prove],
  // What the service reports after an auto-rollback is InService: the last cell is what this library is for.
  'in service on another config': [update, wait, fail('rolledBack')],
  'out of service': [update, wait, fail('outOfService')],
  // Only a delete is possible. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
  'failed': [fail('beyondRepair'), fail('beyondRepair'), fail('beyondRepair')],
  // It serves a mix of both configs until another update heals it.
  'rollback failed': [update, wait, goBack('rollbackFailed')],
  'deleting': [fail('vanished'), fail('vanished'), fail('vanished')],
};

const DELETE: Table = {
  'absent': [succeed, succeed, succeed],
  // An endpoint cannot be deleted while it is created or updated.
  'busy with the wanted config': [wait, wait, wait],
  'busy with something else': [wait, wait, wait],
  // Asking twice does no harm.
  'in service on the wanted config': [remove, remove, remove],
  'in service on another config': [remove, remove, remove],
  'out of service': [remove, remove, remove],
  'failed': [remove, remove, remove],
  'rollback failed': [remove, remove, remove],
  'deleting': [wait, wait, wait],
};

const GIVE_BACK: Table = {
  ...UPDATE,
  // Nothing is there to be given back, or nothing can be done about it.
  'absent': [succeed, succeed, succeed],
  'failed': [succeed, succeed, succeed],
  'deleting': [succeed, succeed, succeed],
  'rollback failed': [update, wait, fail('rollbackFailed')],
};

/** The way back, which is taken once, and whose end is always told as the failure that it was taken for. */
const WAY_BACK: Readonly<Record<Situation, readonly [toReturn: Decision, returnAsked: Decision, returning: Decision]>> = {
  'absent': [report, report, report],
  'busy with the wanted config': [wait, wait, wait],
  'busy with something else': [wait, wait, wait],
  'in service on the wanted config': [restore, wait, report],
  'in service on another config': [report, report, report],
  'out of service': [restore, wait, report],
  'failed': [report, report, report],
  'rollback failed': [restore, wait, report],
  'deleting': [report, report, report],
};

const TABLES: Readonly<Record<RequestKind, Table>> = {
  Create: CREATE, Adopt: UPDATE, Replace: REPLACE, Update: UPDATE, Delete: DELETE, GiveBack: GIVE_BACK,
};

/** A call that the stack's own course changes; what is not here is made as it is. */
const IN_STANDING: Readonly<Record<Standing, Partial<Readonly<Record<Decision['do'], Decision>>>>> = {
  forward: {},
  // Nobody wants a second canary on the way to safety.
  back: { update: { do: 'return' }, prove: succeed },
  // A newer request is on its way, or has been answered already: what this one did, nobody would take back.
  outdated: { create: fail('outdated'), update: fail('outdated'), prove: fail('outdated'), restore: report, succeedOrCleanUp: cleanUp('outdated') },
};

/** What to do next. Everything is in the tables; whether a wait has lasted too long is for the handler to say. */
export function decide(kind: RequestKind, phase: Phase, situation: Situation, standing: Standing = 'forward'): Decision {
  const decision = inPhase(kind, phase, situation);
  return IN_STANDING[standing][decision.do] ?? decision;
}

function inPhase(kind: RequestKind, phase: Phase, situation: Situation): Decision {
  switch (phase) {
    case 'toAsk': return TABLES[kind][situation][0];
    case 'asked': return TABLES[kind][situation][1];
    case 'underWay': return TABLES[kind][situation][2];
    case 'toReturn': return WAY_BACK[situation][0];
    case 'returnAsked': return WAY_BACK[situation][1];
    case 'returning': return WAY_BACK[situation][2];
  }
}

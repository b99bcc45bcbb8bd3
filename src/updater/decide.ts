/** What CloudFormation asks for; a `Replace` is an update under a new name. */
export type RequestKind = 'Create' | 'Replace' | 'Update' | 'Delete';

/** How far the request has come: not asked for yet, asked for but nothing seen of it, seen to have begun. */
export type Phase = 'toAsk' | 'asked' | 'underWay';

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

export type Call = 'create' | 'update' | 'delete';

export type Failure =
  | 'alreadyExists'
  | 'vanished'
  | 'createFailed'
  | 'rolledBack'
  | 'rollbackFailed'
  | 'otherConfig'
  | 'outOfService'
  | 'beyondRepair';

export type Decision =
  | { readonly do: Call }
  | { readonly do: 'wait' }
  | { readonly do: 'succeed' }
  /** `cleanUp`: delete the endpoint, which this request created and CloudFormation will not know of. */
  | { readonly do: 'fail'; readonly because: Failure; readonly cleanUp?: true };

const create: Decision = { do: 'create' };
const update: Decision = { do: 'update' };
const remove: Decision = { do: 'delete' };
const wait: Decision = { do: 'wait' };
const succeed: Decision = { do: 'succeed' };
const fail = (because: Failure): Decision => ({ do: 'fail', because });
const cleanUp = (because: Failure): Decision => ({ do: 'fail', because, cleanUp: true });

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
  'in service on the wanted config': [succeed, succeed, succeed],
  // CloudFormation goes on knowing the old endpoint alone.
  'failed': [fail('alreadyExists'), cleanUp('createFailed'), cleanUp('createFailed')],
};

const UPDATE: Table = {
  'absent': [fail('vanished'), fail('vanished'), fail('vanished')],
  'busy with the wanted config': [wait, wait, wait],
  'busy with something else': [wait, wait, wait],
  // Also how a stack rollback ends at once: the service has rolled back already.
  'in service on the wanted config': [succeed, succeed, succeed],
  // What the service reports after an auto-rollback is InService: the last cell is what this library is for.
  'in service on another config': [update, wait, fail('rolledBack')],
  'out of service': [update, wait, fail('outOfService')],
  // Only a delete is possible. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
  'failed': [fail('beyondRepair'), fail('beyondRepair'), fail('beyondRepair')],
  // Another update heals it. Failing is enough for that: the stack's rollback sends one, to the last good config.
  'rollback failed': [update, wait, fail('rollbackFailed')],
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

const TABLES: Readonly<Record<RequestKind, Table>> = { Create: CREATE, Replace: REPLACE, Update: UPDATE, Delete: DELETE };
const COLUMN: Readonly<Record<Phase, 0 | 1 | 2>> = { toAsk: 0, asked: 1, underWay: 2 };

/** What to do next. Everything is in the tables; whether a wait has lasted too long is for the handler to say. */
export function decide(kind: RequestKind, phase: Phase, situation: Situation): Decision {
  return TABLES[kind][situation][COLUMN[phase]];
}

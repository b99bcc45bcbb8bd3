import type { Chance } from './chance';
import type { Behaviour } from './service';
import type { Trouble } from './troubles';

/** What CloudFormation asks of the custom resource, while the stack is in a status. */
export interface Ask {
  readonly kind: 'Create' | 'Update' | 'Delete';
  readonly stackStatus: string;
  readonly wanted: Wanted;
  readonly old?: Wanted;
  readonly physicalId?: string;
  /** After so many seconds a person cancels the update of the stack. */
  readonly cancelledAfter?: number;
}

export interface Wanted {
  readonly name: string;
  readonly config: string;
  readonly behaviour: Behaviour;
  readonly adopt: boolean;
  /** The handle of the wait condition that waits for the end; a new one for each rollout. */
  readonly handle?: string;
  readonly gates: Gates;
}

/** What an update has to pass beside its guard. */
export interface Gates {
  readonly count: boolean;
  readonly requests: boolean;
  readonly before: boolean;
  readonly after: boolean;
}

const NO_GATES: Gates = { count: false, requests: false, before: false, after: false };

export interface Answer {
  readonly status: 'SUCCESS' | 'FAILED' | 'CANCELLED';
  readonly physicalId?: string;
}

/** What the stack is in the end, and what it should have come to. */
export interface Ending {
  readonly stackStatus: string;
  /** The endpoint that the stack has, and its config. */
  readonly has?: { readonly name: string; readonly config: string };
}

interface Deployed {
  readonly wanted: Wanted;
  readonly physicalId: string;
}

/** The life of a stack with one endpoint, as CloudFormation leads it. */
export function* story(chance: Chance, has: (trouble: Trouble) => boolean): Generator<Ask, Ending, Answer> {
  const adopt = has('adoption') && chance.happens(0.2);
  const long = has('long rollouts') && chance.happens(0.3);
  const first: Wanted = {
    name: 'fleet', config: 'v1', behaviour: has('stuck rollbacks') && chance.happens(0.05) ? 'stuck' : 'good', adopt, gates: NO_GATES, ...(long && { handle: 'h1' }),
  };
  const created = yield { kind: 'Create', stackStatus: 'CREATE_IN_PROGRESS', wanted: first };
  if (created.status !== 'SUCCESS' || (has('other failures') && chance.happens(0.05))) {
    const deleted = yield { kind: 'Delete', stackStatus: 'ROLLBACK_IN_PROGRESS', wanted: first, physicalId: created.physicalId ?? 'made-up' };
    return { stackStatus: deleted.status === 'SUCCESS' ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED' };
  }
  let deployed: Deployed = { wanted: first, physicalId: created.physicalId! };
  for (let version = 2; version <= 1 + chance.between(1, 4); version++) {
    const ended = yield* update(chance, has, deployed, { long, version });
    if (ended === undefined) {
      return { stackStatus: 'UPDATE_ROLLBACK_FAILED' };
    }
    deployed = ended;
  }
  if (chance.happens(0.5)) {
    const deleted = yield { kind: 'Delete', stackStatus: 'DELETE_IN_PROGRESS', wanted: deployed.wanted, physicalId: deployed.physicalId };
    return { stackStatus: deleted.status === 'SUCCESS' ? 'DELETE_COMPLETE' : 'DELETE_FAILED' };
  }
  return { stackStatus: 'COMPLETE', has: deployed.wanted };
}

function* update(
  chance: Chance, has: (trouble: Trouble) => boolean, before: Deployed, { long, version }: { long: boolean; version: number },
): Generator<Ask, Deployed | undefined, Answer> {
  const renamed = has('renames') && chance.happens(0.15);
  const wanted: Wanted = {
    ...before.wanted,
    name: renamed ? `fleet-${version}` : before.wanted.name,
    config: `v${version}`,
    behaviour: behaviourBy(chance, has),
    gates: gatesBy(chance, has),
    ...(long && { handle: `h${version}` }),
  };
  const cancelledAfter = has('cancellations') && chance.happens(0.25) ? chance.between(5, 400) : undefined;
  const forward = yield { kind: 'Update', stackStatus: 'UPDATE_IN_PROGRESS', wanted, old: before.wanted, physicalId: before.physicalId, cancelledAfter };
  if (forward.status === 'SUCCESS' && !(has('other failures') && chance.happens(0.25))) {
    if (forward.physicalId !== before.physicalId) {
      yield { kind: 'Delete', stackStatus: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', wanted: before.wanted, physicalId: before.physicalId };
    }
    return { wanted, physicalId: forward.physicalId! };
  }
  // Of what was cancelled CloudFormation knows no new id.
  const known = forward.physicalId ?? before.physicalId;
  const back = yield { kind: 'Update', stackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS', wanted: before.wanted, old: wanted, physicalId: known };
  if (back.status !== 'SUCCESS') {
    return undefined;
  }
  if (known !== back.physicalId) {
    yield { kind: 'Delete', stackStatus: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', wanted, physicalId: known };
  }
  return { wanted: before.wanted, physicalId: back.physicalId! };
}

function gatesBy(chance: Chance, has: (trouble: Trouble) => boolean): Gates {
  return has('gates') && chance.happens(0.5)
    ? { count: chance.happens(0.5), requests: chance.happens(0.5), before: chance.happens(0.3), after: chance.happens(0.5) }
    : NO_GATES;
}

function behaviourBy(chance: Chance, has: (trouble: Trouble) => boolean): Behaviour {
  if (has('bad models') && chance.happens(0.3)) {
    return 'bad';
  }
  if (has('gates') && chance.happens(0.15)) {
    return chance.oneOf(['wrong', 'silent'] as const);
  }
  return has('stuck rollbacks') && chance.happens(0.15) ? chance.oneOf(['stuck', 'hopeless'] as const) : 'good';
}

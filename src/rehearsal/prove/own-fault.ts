import { FAULTS, type Fault } from './fault';
import type { ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { ScenarioVersion } from '../scenario/scenario';

/** A fault that the catalogue does not have: a version of a scenario that has to be rolled back. */
export interface OwnFault {
  /** The version's name. */
  readonly id: string;
  readonly behaviour: ModelBehaviourInput;
}

/** The first version is the healthy one; of the others, those that are expected to be rolled back. */
export function ownFaultsOf([, ...versions]: readonly ScenarioVersion[]): OwnFault[] {
  return versions.filter(({ expect }) => expect?.outcome === 'rolledBack').map(({ name, behaviour }) => ({ id: name, behaviour }));
}

/** The catalogue and one's own, which take the place of those of the same name. */
export function withOwnFaults(own: readonly OwnFault[]): Fault[] {
  return [...FAULTS.filter(({ id }) => !own.some((one) => one.id === id)), ...own.map(faultOf)];
}

function faultOf({ id, behaviour }: OwnFault): Fault {
  return {
    id,
    title: `the version '${id}' of the scenario`,
    remedy: 'a guardrail that watches what is wrong with it, in a bake that is long enough to see it',
    inject: (healthy) => ({ behaviour: { ...healthy, ...behaviour } }),
  };
}

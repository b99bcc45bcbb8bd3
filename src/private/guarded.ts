import type { IConstruct } from 'constructs';
import { defaultGuardrails } from './default-guardrails';
import type { Faults } from './faults';
import type { GuardedRollout } from './guarded-rollout';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';
import type { Guardrail } from '../guardrail';
import { inform } from './refusals/rule';

/** Refuses an endpoint of which one cannot tell whether it is to be guarded. */
export function checkGuarded(faults: Faults, { guardrails, unguarded = false }: GuardedEndpointProps, enforced: number): void {
  if (unguarded && enforced > 0) {
    faults.add(`unguarded is true, but guardrails has ${guardrails?.length}; leave one of the two out, or use enforce: false for guardrails that only report`);
  }
  if (!unguarded && guardrails?.length === 0) {
    faults.add('guardrails is empty, so that nothing would roll a bad model back; leave it out for more than 1 % of server errors, '
      + 'or use unguarded: true if that is what you want');
  } else if (!unguarded && enforced === 0 && !faults.any) {
    faults.add('every guardrail has enforce: false, so that nothing would roll a bad model back; leave enforce out of one of them, '
      + 'or use unguarded: true if that is what you want');
  }
}

/** The guardrails of an endpoint that was given none. It is told. */
export function saidDefaultGuardrails(endpoint: IConstruct, rollout: GuardedRollout): Guardrail[] {
  const { guardrails, described } = defaultGuardrails(rollout);
  inform(endpoint, 'default-guardrails', `no guardrails are given, so an update is rolled back by the default ones: ${described}`);
  return guardrails;
}

import { Token } from 'aws-cdk-lib';
import { refuse } from './rule';
import { EXCLUSIONS_PAGE } from '../../rollout/limits';
import type { Faults } from '../faults';

interface Served {
  readonly variantName: string;
  readonly instanceType: string;
}

/** Refuses instances on which the service drops the guard without a word: it shifts all traffic at once, and does not bake. */
export function refuseGuardDropped(faults: Faults, variants: readonly Served[]): void {
  for (const { variantName, instanceType } of variants) {
    if (!Token.isUnresolved(instanceType) && instanceType.startsWith('ml.inf1.')) {
      refuse(faults, 'guard-dropped', `variant '${variantName}' is on ${instanceType}, and on Inf1 instances the service shifts all traffic at once and watches no alarm `
        + `(${EXCLUSIONS_PAGE}); use ml.inf2 or another type, or unguarded: true`);
    }
  }
}

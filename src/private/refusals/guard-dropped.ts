import { Token } from 'aws-cdk-lib';
import { refuse } from './rule';
import { dropsGuard, EXCLUSIONS_PAGE } from '../../rollout/limits';
import type { Faults } from '../faults';

interface Served {
  readonly variantName: string;
  readonly instanceType: string;
  readonly serverless?: boolean;
  /** By Elastic Inference. */
  readonly accelerated?: boolean;
}

/** Refuses what the service does not guard, mostly without a word: it shifts all traffic at once, and does not bake. */
export function refuseGuardDropped(faults: Faults, variants: readonly Served[]): void {
  for (const { variantName, instanceType, serverless, accelerated } of variants) {
    const what = `variant '${variantName}'`;
    if (serverless) {
      refuse(faults, 'guard-dropped', `${what} is serverless, and the service does not guard updates of serverless variants (${EXCLUSIONS_PAGE}); use instances`);
    }
    if (accelerated) {
      refuse(faults, 'guard-dropped', `${what} uses Elastic Inference, with which the service shifts all traffic at once and watches no alarm `
        + `(${EXCLUSIONS_PAGE}); leave acceleratorType out`);
    }
    if (!Token.isUnresolved(instanceType) && dropsGuard(instanceType)) {
      refuse(faults, 'guard-dropped', `${what} is on ${instanceType}, and on Inf1 instances the service shifts all traffic at once and watches no alarm `
        + `(${EXCLUSIONS_PAGE}); use ml.inf2 or another type, or unguarded: true`);
    }
  }
}

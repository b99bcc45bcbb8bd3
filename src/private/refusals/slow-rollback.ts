import { planFor } from '../guarded-rollout';
import { inWords } from '../seconds';
import type { EndpointRule } from './rule';
import { ORDINARY_LAUNCH_SECONDS } from './timeout-shorter-than-rollout';

/** Warns of a rollback in smaller batches than the update itself, each of which has to launch instances while users meet the bad model. */
export const slowRollback: EndpointRule = (rollout) => rollout.fleet.flatMap((variant) => {
  const plan = planFor(rollout, variant);
  const forward = plan?.steps[0].launchInstances ?? 0;
  if (plan?.strategy !== 'ROLLING' || plan.rollbackBatchInstances >= forward) {
    return [];
  }
  const batches = Math.ceil(plan.fleetSize / plan.rollbackBatchInstances);
  return [`rollbackBatchSize comes to ${plan.rollbackBatchInstances} of the ${plan.fleetSize} instances of variant '${variant.variantName}' at a time, fewer than the ${forward} of the update itself: `
    + `${batches} batches of about ${inWords(ORDINARY_LAUNCH_SECONDS)} each for launching instances are ${inWords(batches * ORDINARY_LAUNCH_SECONDS)}, in which users still meet the bad model; `
    + 'leave it out, which takes all back at once, or use at least the batchSize'];
});

import { totalBakeSeconds, worstCaseSeconds } from '../../rollout/plan';
import { planFor } from '../guarded-rollout';
import { inWords } from '../seconds';
import type { EndpointRule } from './rule';

/** A launch that is neither quick nor slow: users report 3 to 15 minutes, and more for large models. */
const ORDINARY_LAUNCH_SECONDS = 5 * 60;

/** Warns of an update that the service will most likely give up before it is done: its timeout leaves too little for launching instances. */
export const timeoutShorterThanRollout: EndpointRule = (rollout) => rollout.fleet.flatMap((variant) => {
  const plan = planFor(rollout, variant);
  const timeout = plan?.maximumExecutionTimeoutSeconds;
  const launches = plan?.steps.filter((step) => step.launchInstances > 0).length ?? 0;
  if (!plan || timeout === undefined || totalBakeSeconds(plan) + launches * ORDINARY_LAUNCH_SECONDS <= timeout) {
    return [];
  }
  const waits = totalBakeSeconds(plan);
  return [`maximumExecutionTimeout is ${timeout} seconds, of which ${waits} are waits and ${Math.max(0, timeout - waits)} are left for ${launches} `
    + `launch${launches === 1 ? '' : 'es'} of instances of variant '${variant.variantName}', which take ${ORDINARY_LAUNCH_SECONDS / 60} minutes each where all goes well: `
    + `the service would give a good update up; leave it out, or use at least ${inWords(Math.ceil(worstCaseSeconds(plan) / 60) * 60)}`];
});

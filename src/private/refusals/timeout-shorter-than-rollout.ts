import { LIMITS } from '../../rollout/limits';
import { totalBakeSeconds, worstCaseSeconds } from '../../rollout/plan';
import { planFor } from '../guarded-rollout';
import { inWords } from '../seconds';
import type { EndpointRule } from './rule';

/** A launch that is neither quick nor slow: users report 3 to 15 minutes, and more for large models. */
export const ORDINARY_LAUNCH_SECONDS = 5 * 60;

/** Warns of an update that the service will most likely give up before it is done: its timeout leaves too little for launching instances. */
export const timeoutShorterThanRollout: EndpointRule = (rollout) => rollout.fleet.flatMap((variant) => {
  const plan = planFor(rollout, variant);
  const timeout = plan?.maximumExecutionTimeoutSeconds;
  const launches = plan?.steps.filter((step) => step.launchInstances > 0).length ?? 0;
  const { launchSeconds = 0 } = variant;
  const allowed = launchSeconds > ORDINARY_LAUNCH_SECONDS && timeout !== LIMITS.maximumExecutionTimeout.max;
  const launch = allowed ? launchSeconds : ORDINARY_LAUNCH_SECONDS;
  if (!plan || timeout === undefined || totalBakeSeconds(plan) + launches * launch <= timeout) {
    return [];
  }
  const waits = totalBakeSeconds(plan);
  const enough = Math.min(LIMITS.maximumExecutionTimeout.max, Math.ceil(worstCaseSeconds(plan, allowed ? launch : undefined) / 60) * 60);
  return [`maximumExecutionTimeout is ${timeout} seconds, of which ${waits} are waits and ${Math.max(0, timeout - waits)} are left for ${launches} `
    + `launch${launches === 1 ? '' : 'es'} of instances of variant '${variant.variantName}', which `
    + (allowed ? `may take ${launch / 60} minutes each by the timeouts of the variant: ` : `take ${launch / 60} minutes each where all goes well: `)
    + `the service would give up on a good update; leave it out, or use at least ${inWords(enough)}`];
});

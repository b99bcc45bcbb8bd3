import { planFor } from '../guarded-rollout';
import { percent, type EndpointRule } from './rule';

/** As much in one step is an update of its own. */
const MUCH = 0.5;

/** Warns of most of the traffic that shifts in the last step, with the blue fleet terminated before anything of that is published. */
export const lastStepUnwatched: EndpointRule = (rollout) => rollout.fleet.flatMap((variant) => {
  const steps = planFor(rollout, variant)?.steps ?? [];
  const [before, last] = steps.slice(-2);
  const wait = rollout.updatePolicy.BlueGreenUpdatePolicy?.TerminationWaitInSeconds ?? 0;
  if (rollout.unguarded || !last || last.bakeField !== 'TerminationWaitInSeconds' || last.greenShare - before.greenShare < MUCH || wait >= rollout.metricIntervalSeconds) {
    return [];
  }
  return [`the last step shifts ${percent(last.greenShare - before.greenShare)} of the traffic of variant '${variant.variantName}', and terminationWait is ${wait} seconds, after which the blue fleet is terminated; `
    + `metrics are published every ${rollout.metricIntervalSeconds} seconds, so no guardrail could see how the new model bears all the traffic; use terminationWait: Duration.minutes(2) or more`];
});

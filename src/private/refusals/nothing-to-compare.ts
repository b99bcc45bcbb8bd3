import { planFor } from '../guarded-rollout';
import type { AlarmRule } from './rule';

/** Refuses to compare two fleets in an update that never lets both answer: once all traffic is on the green one there is no other. */
export const nothingToCompare: AlarmRule = ({ name, comparison }, rollout) => {
  const alone = rollout.fleet.filter((variant) => planFor(rollout, variant)?.steps[0].greenShare === 1);
  return comparison && alone.length > 0
    ? `guardrail ${name} compares the green fleet with the blue one, but the update shifts all traffic of variant '${alone[0].variantName}' at once, so that the blue one `
      + 'has none to compare with; use DeploymentStrategy.canary(), or a guardrail with a threshold of its own such as Guardrail.serverErrorRate()'
    : undefined;
};

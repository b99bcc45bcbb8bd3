import { instancesOf } from '../../rollout/capacity';
import type { CapacitySizeConfig, DeploymentConfig } from '../../rollout/deployment-config';
import { LIMITS, percentOf, type Limit } from '../../rollout/limits';
import { planFor, type GuardedRollout } from '../guarded-rollout';
import { percent, type EndpointRule } from './rule';

/** Warns of a percentage that, rounded to whole instances, is more than the service allows; how it rounds it does not say. */
export const roundedShare: EndpointRule = (rollout) => rollout.fleet.flatMap((variant) => {
  const step = stepOf(rollout.updatePolicy);
  if (!step || step.size.Type !== 'CAPACITY_PERCENT' || !planFor(rollout, variant)) {
    return [];
  }
  const { instanceCount, variantName } = variant;
  const instances = instancesOf(step.size, instanceCount);
  const fewer = Math.floor((instanceCount * step.limit.max) / 100);
  if (percentOf(instances, instanceCount) <= step.limit.max || fewer < 1) {
    return [];
  }
  return [`${step.limit.name} of ${step.size.Value} % of the ${instanceCount} instances of variant '${variantName}' is ${(step.size.Value * instanceCount) / 100}, `
    + `which may be rounded to ${instances}, ${Math.round(percentOf(instances, instanceCount))} %: more than the ${step.limit.max} % that are allowed `
    + `(${step.limit.source}); use CapacitySize.instances(${fewer}) or an even number of instances`];
});

/** More than this times what was asked for is worth a word. */
const NOTABLE = 1.25;

/** Says what a percentage comes to in whole instances, where that is much more. */
export function rounding(rollout: GuardedRollout): string[] {
  const step = stepOf(rollout.updatePolicy);
  return step?.size.Type !== 'CAPACITY_PERCENT' ? [] : rollout.fleet.flatMap((variant) => {
    const first = planFor(rollout, variant)?.steps[0];
    const { instanceCount, variantName } = variant;
    const share = first ? percentOf(first.greenInstances, instanceCount) : NaN;
    if (!first || share <= NOTABLE * step.size.Value || share > step.limit.max) {
      return [];
    }
    return [`${step.limit.name} of ${step.size.Value} % comes to ${first.greenInstances} of the ${instanceCount} instances of variant '${variantName}', `
      + `so the first step takes ${percent(first.greenShare)} of its traffic`];
  });
}

/** The first step of an update, and what limits its size. */
export interface Step {
  readonly size: CapacitySizeConfig;
  readonly limit: Limit;
}

export function stepOf({ BlueGreenUpdatePolicy, RollingUpdatePolicy }: DeploymentConfig): Step | undefined {
  const { CanarySize, LinearStepSize } = BlueGreenUpdatePolicy?.TrafficRoutingConfiguration ?? {};
  const sizes: ReadonlyArray<readonly [CapacitySizeConfig | undefined, Limit]> = [
    [CanarySize, LIMITS.canarySize], [LinearStepSize, LIMITS.linearStepSize], [RollingUpdatePolicy?.MaximumBatchSize, LIMITS.maximumBatchSize],
  ];
  return sizes.flatMap(([size, limit]) => (size ? [{ size, limit }] : []))[0];
}

import type { StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';

// https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html

/**
 * The instances that a step scaling policy asks for.
 *
 * @param breach how far the metric is above the alarm's threshold; negative below it.
 * @returns undefined where no step is for such a breach.
 */
export function steppedCapacity(configuration: StepScalingPolicyConfiguration, instances: number, breach: number): number | undefined {
  const { AdjustmentType, StepAdjustments = [], MinAdjustmentMagnitude = 0 } = configuration;
  const step = StepAdjustments.find(({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) =>
    (breach >= 0 ? lower <= breach && breach < upper : lower < breach && breach <= upper));
  if (!step) {
    return undefined;
  }
  const adjustment = step.ScalingAdjustment!;
  switch (AdjustmentType) {
    case 'ExactCapacity':
      return adjustment;
    case 'PercentChangeInCapacity': {
      const change = wholeInstances(instances * adjustment / 100);
      return instances + Math.sign(change) * Math.max(Math.abs(change), MinAdjustmentMagnitude);
    }
    default:
      return instances + adjustment;
  }
}

/** Documented: towards 0, but less than one instance is one. */
function wholeInstances(change: number): number {
  return Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change);
}

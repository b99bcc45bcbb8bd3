import { Token } from 'aws-cdk-lib';
import { planFor, variantOf } from '../guarded-rollout';
import { countsAllFleets, countsErrors } from '../watched-alarm';
import { percent, type AlarmRule } from './rule';

/**
 * Warns of a guardrail on the errors of all fleets together that a first step cannot set off, even if every request to it fails: the
 * blue fleet's good answers count too.
 */
export const dilution: AlarmRule = ({ name, metric, threshold, comparisonOperator }, rollout) => {
  const counted = countsErrors(metric) && countsAllFleets(metric) && metric.statistic === 'Average' ? metric : undefined;
  const variant = counted && variantOf(rollout, counted);
  const first = variant && planFor(rollout, variant)?.steps[0];
  if (!first || first.greenShare === 1 || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  const reaches = comparisonOperator === 'GreaterThanOrEqualToThreshold' ? first.greenShare >= threshold : first.greenShare > threshold;
  return reaches ? undefined
    : `guardrail ${name} counts all fleets of variant '${variant.variantName}' and goes off above ${percent(threshold)}, but the first step takes `
      + `${first.greenInstances} of ${variant.instanceCount} instances: if all their requests fail, that is ${percent(first.greenShare)}; `
      + 'use FleetScope.GREEN_FLEET or a lower thresholdPercent';
};

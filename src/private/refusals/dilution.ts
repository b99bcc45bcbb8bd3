import { Token } from 'aws-cdk-lib';
import { planFor, variantOf, type GuardedRollout } from '../guarded-rollout';
import { countsAllFleets, countsErrors, isInvocationMetric, type WatchedAlarm, type WatchedMetric } from '../watched-alarm';
import { bake, breachesIn, judgesErrors, valueIn } from '../what-if';
import { percent, type AlarmRule } from './rule';
import type { RolloutStep } from '../../rollout/plan';

const REMEDY = 'use FleetScope.GREEN_FLEET';

/**
 * Warns of a guardrail on all fleets together that a first step cannot set off, however bad the green fleet is: the
 * blue fleet's good answers count too.
 */
export const dilution: AlarmRule = (alarm, rollout) => {
  const { metric } = alarm;
  if (metric && isInvocationMetric(metric) && countsAllFleets(metric) && !alarm.comparison) {
    const variant = variantOf(rollout, metric);
    const first = variant && planFor(rollout, variant)?.steps[0];
    const share = variant && first && first.greenShare < 1
      ? `the first step takes ${first.greenInstances} of ${variant.instanceCount} instances of variant '${variant.variantName}'` : undefined;
    return share && (countsErrors(metric) ? ofErrors(alarm, metric, first!, share) : ofLatency(alarm, metric, first!, share));
  }
  return judgesErrors(alarm) ? ofExpression(alarm, rollout) : undefined;
};

function ofErrors(
  { name, threshold, comparisonOperator }: WatchedAlarm, { statistic }: WatchedMetric, { greenShare }: RolloutStep, share: string,
): string | undefined {
  if (threshold === undefined || Token.isUnresolved(threshold) || statistic !== 'Average') {
    return undefined;
  }
  const reaches = comparisonOperator === 'GreaterThanOrEqualToThreshold' ? greenShare >= threshold : greenShare > threshold;
  return reaches ? undefined : `guardrail ${name} counts all fleets and goes off above ${percent(threshold)}, but ${share}: `
    + `if all their requests fail, that is ${percent(greenShare)}; ${REMEDY} or a lower threshold`;
}

function ofLatency({ name }: WatchedAlarm, { statistic, metricName }: WatchedMetric, { greenShare }: RolloutStep, share: string): string | undefined {
  const [, percentile] = /^p(\d{1,2}(?:\.\d+)?)$/i.exec(statistic) ?? [];
  const slowest = percentile === undefined ? 0 : 1 - Number(percentile) / 100;
  // A share that is just what the percentile leaves out, give or take binary fractions, is left out.
  return greenShare > slowest + 1e-9 ? undefined : `guardrail ${name} takes the ${statistic} of ${metricName} of all fleets, which leaves the slowest ${percent(slowest)} of the `
    + `requests out, but ${share}: if all theirs are slow, those are the slowest ${percent(greenShare)}; ${REMEDY} or a higher percentile`;
}

function ofExpression(alarm: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  const [first, last] = [bake(rollout, 'first', 'all of green'), bake(rollout, 'last', 'all of green')];
  const value = valueIn(first, alarm, rollout);
  const later = breachesIn(first, alarm, rollout) === false && breachesIn(last, alarm, rollout) === true;
  if (value === undefined || Number.isNaN(value) || !later) {
    return undefined;
  }
  return `guardrail ${alarm.name} compares its expression with ${alarm.threshold}, but that is ${Number(value.toPrecision(3))} when the green fleet fails all requests of the first step, `
    + 'for the blue fleet\'s good answers count too; use metrics with the dimension EndpointConfigName of the new config, Guardrail.serverErrorRate, or a lower threshold';
}

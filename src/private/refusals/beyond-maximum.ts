import { Token } from 'aws-cdk-lib';
import { variantOf, type GuardedRollout } from '../guarded-rollout';
import { unitsOf } from '../instance-type';
import { isInstanceMetric, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Refuses a utilization above all that there is. */
export const beyondMaximum: AlarmRule = ({ name, metric, queries, threshold, comparisonOperator = '' }, rollout) => {
  if (!isInstanceMetric(metric) || queries && queries.byId.size > 1 || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  const most = maximumOf(metric, rollout);
  const reached = comparisonOperator === 'GreaterThanOrEqualToThreshold' ? threshold <= (most ?? NaN) : threshold < (most ?? NaN);
  if (!most || reached || !comparisonOperator.startsWith('GreaterThan') || ['Sum', 'SampleCount'].includes(metric.statistic)) {
    return undefined;
  }
  return `guardrail ${name} compares ${metric.metricName} with ${threshold}, but that is at most ${most}, 100 for each ${unitsOf(metric.metricName)?.unit ?? 'instance'}, so the alarm would never go off; `
    + `use a threshold well below ${most}`;
};

/** The largest value that a statistic of the metric over instances can have; undefined where that depends on what is not known. */
export function maximumOf(metric: WatchedMetric, rollout: GuardedRollout): number | undefined {
  const units = unitsOf(metric.metricName);
  if (!units) {
    return 100;
  }
  const counts = variantOf(rollout, metric)?.instanceTypes?.map(units.countOf);
  return counts === undefined || counts.some((count) => count === undefined) ? undefined : 100 * Math.max(...counts.map(Number));
}

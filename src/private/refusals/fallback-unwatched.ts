import { Token } from 'aws-cdk-lib';
import { variantOf } from '../guarded-rollout';
import { unitsOf } from '../instance-type';
import { isInstanceMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of a utilization that some of the types a variant may be launched on do not have, or never so much of. */
export const fallbackUnwatched: AlarmRule = ({ name, metric, queries, threshold, comparisonOperator = '' }, rollout) => {
  const types = metric && isInstanceMetric(metric) && !(queries && queries.byId.size > 1) ? variantOf(rollout, metric)?.instanceTypes ?? [] : [];
  const countOf = metric && unitsOf(metric.metricName)?.countOf;
  if (types.length < 2 || !countOf || threshold === undefined || Token.isUnresolved(threshold) || !comparisonOperator.startsWith('GreaterThan') || ['Sum', 'SampleCount'].includes(metric!.statistic)) {
    return undefined;
  }
  const unseen = types.filter((type) => 100 * (countOf(type) ?? Infinity) <= threshold);
  // On none of them is refused, by `no-gpu` and `beyond-maximum`.
  if (unseen.length === 0 || unseen.length === types.length) {
    return undefined;
  }
  const most = unseen.map((type) => `${type}, where it is at most ${100 * countOf(type)!}`).join(', and on ');
  return `guardrail ${name} compares ${metric!.metricName} with ${threshold}, but instances may be launched on ${most}, so that the alarm could not go off there; `
    + 'use types with as many of them, a lower threshold, or a guardrail on latency';
};

import { Token } from 'aws-cdk-lib';
import { variantOf } from '../guarded-rollout';
import { unitsOf } from '../instance-type';
import { isInstanceMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** From so many on, one of them is a quarter of the instance. */
const MANY = 4;

/**
 * Warns of a utilization that looks as if 100 % were the whole instance: it is one vCPU or one GPU.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export const oneCoreOfMany: AlarmRule = ({ name, metric, queries, threshold, comparisonOperator = '' }, rollout) => {
  const known = metric && isInstanceMetric(metric) && !(queries && queries.byId.size > 1) && ['Average', 'Maximum'].includes(metric.statistic);
  if (!known || threshold === undefined || Token.isUnresolved(threshold) || threshold <= 1 || threshold > 100 || !comparisonOperator.startsWith('GreaterThan')) {
    return undefined;
  }
  const { countOf, unit } = unitsOf(metric.metricName) ?? {};
  const types = variantOf(rollout, metric)?.instanceTypes ?? [];
  const fewest = countOf && types.length > 0 ? Math.min(...types.map((type) => countOf(type) ?? 0)) : 0;
  return fewest < MANY ? undefined
    : `guardrail ${name} compares ${metric.metricName} with ${threshold}, which is ${threshold} % of one ${unit}, and ${types.join(' and ')} has ${fewest} or more, so that the alarm is on from `
      + `${Math.round(threshold / fewest)} % of what there is, and takes good models back; use ${threshold * fewest} if ${threshold} % of the instance are meant`;
};

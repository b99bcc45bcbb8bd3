import { Token } from 'aws-cdk-lib';
import { isInstanceMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of a utilization that looks as if it were written as a fraction: above such a threshold the alarm is always on. */
export const fractionForPercent: AlarmRule = ({ name, metric, threshold, comparisonOperator }) => {
  if (!isInstanceMetric(metric) || threshold === undefined || Token.isUnresolved(threshold) || threshold > 1 || !comparisonOperator?.startsWith('GreaterThan')) {
    return undefined;
  }
  return `guardrail ${name} compares ${metric.metricName} with ${threshold}, which is ${threshold} %, for the metric is in percent, and every instance that runs uses more; `
    + `use ${threshold * 100} if ${threshold * 100} % are meant`;
};

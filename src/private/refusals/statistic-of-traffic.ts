import { isInstanceMetric, isLatency, metricsOf, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** The number or the sum of those above a value: of slow requests, not of all. */
const OF_SLOW_ONES = /^T[CS]\(\d+(?:\.\d+)?:/;

/** Warns of a statistic that says how much there is to measure, rather than what was measured. */
export const statisticOfTraffic: AlarmRule = (alarm) => {
  const found = metricsOf(alarm).find((metric) => countsSamples(metric));
  return found && metricsOf(alarm).length === 1
    ? `guardrail ${alarm.name} takes the ${found.statistic} of ${found.metricName}, which grows with ${isInstanceMetric(found) ? 'instances' : 'requests'}, so it would tell much traffic from little rather than a good `
      + "model from a bad one; use statistic: 'p99', 'Average' or 'Maximum'" : undefined;
};

function countsSamples(metric: WatchedMetric): boolean {
  const { statistic } = metric;
  return (isLatency(metric) || isInstanceMetric(metric)) && !OF_SLOW_ONES.test(statistic) && /^(?:sum|samplecount|t[cs]\W?\d*)/i.test(statistic);
}

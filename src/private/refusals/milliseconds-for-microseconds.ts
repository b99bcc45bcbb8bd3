import { Token } from 'aws-cdk-lib';
import { isInvocationMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

const LATENCIES = ['ModelLatency', 'OverheadLatency', 'ModelSetupTime', 'FirstChunkLatency', 'FirstChunkModelLatency', 'FirstChunkOverheadLatency'];
const STATISTIC_OF_TIME = /^(average|minimum|maximum|iqm|p|tm|wm)/i;

const ONE_MILLISECOND = 1000;

/** Where the unit was named, what is faster than any round trip to a container; where it was not, also what would be some seconds in milliseconds. */
const LEAST = { named: ONE_MILLISECOND, raw: 10 * ONE_MILLISECOND };

/** Warns of a latency that looks as if it were written in milliseconds: above such a threshold the alarm is always on. */
export const millisecondsForMicroseconds: AlarmRule = ({ name, metric, threshold, own }) => {
  if (!isInvocationMetric(metric) || !LATENCIES.includes(metric.metricName) || !STATISTIC_OF_TIME.test(metric.statistic)) {
    return undefined;
  }
  if (threshold === undefined || Token.isUnresolved(threshold) || threshold >= (own ? LEAST.raw : LEAST.named)) {
    return undefined;
  }
  return `guardrail ${name} compares ${metric.metricName} with ${threshold}, which is ${threshold / ONE_MILLISECOND} ms, for the metric is in microseconds; `
    + `use ${threshold * ONE_MILLISECOND} if ${threshold} ms are meant, or Guardrail.modelLatency({ threshold: Duration.millis(${threshold}) })`;
};

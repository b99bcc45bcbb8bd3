import { Token } from 'aws-cdk-lib';
import { INVOCATION_NAMESPACE } from '../variant-metric';
import { INVOCATION_METRICS } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Refuses a metric whose name differs from a real one by capital letters only: it never has data. */
export const noSuchMetric: AlarmRule = ({ name, metric }) => {
  if (metric?.namespace !== INVOCATION_NAMESPACE || Token.isUnresolved(metric.metricName) || INVOCATION_METRICS.includes(metric.metricName)) {
    return undefined;
  }
  const meant = INVOCATION_METRICS.find((known) => known.toLowerCase() === metric.metricName.toLowerCase());
  return meant && `guardrail ${name} is on '${metric.metricName}', which the service does not publish, so the alarm would never have data; use '${meant}'`;
};

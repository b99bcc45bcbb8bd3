import { Token } from 'aws-cdk-lib';
import { inWords } from '../seconds';
import { isVariantMetric, metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of an alarm that looks more often than there is something to see: it falls back to INSUFFICIENT_DATA in between. */
export const periodShorterThanMetric: AlarmRule = (alarm, { metricIntervalSeconds }) => {
  const { name, timing } = alarm;
  const known = timing && !Token.isUnresolved(timing.periodSeconds) && metricsOf(alarm).some(isVariantMetric);
  if (!known || timing.periodSeconds >= metricIntervalSeconds) {
    return undefined;
  }
  return `guardrail ${name} has a period of ${timing.periodSeconds} seconds, but the metric is published every ${metricIntervalSeconds} seconds, `
    + `so most of its periods have no data; use period: ${inWords(metricIntervalSeconds)}, or publish the metric more often with metricPublishFrequency`;
};

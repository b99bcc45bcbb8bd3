import { Token } from 'aws-cdk-lib';
import { countsErrors } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Statistics of zeros and ones that are themselves from 0 to 1. */
const NOT_A_RATIO = /^(sum|samplecount|tc|ts|pr|TC|TS|PR)/i;

/** Refuses to wait for an average of zeros and ones to exceed 1. */
export const averageAboveOne: AlarmRule = ({ name, metric, threshold }) => {
  if (!countsErrors(metric) || threshold === undefined || Token.isUnresolved(threshold) || threshold < 1 || NOT_A_RATIO.test(metric.statistic)) {
    return undefined;
  }
  const meant = threshold < 100 ? `threshold: ${threshold / 100} for ${threshold} %` : 'threshold: 0.01 for 1 %';
  return `guardrail ${name} compares the ${metric.statistic} of ${metric.metricName} with ${threshold}, but the metric is 0 or 1 for each request, `
    + `so that its ${metric.statistic} is at most 1, when all requests fail; use ${meant}, or Guardrail.serverErrorRate, which takes percent`;
};

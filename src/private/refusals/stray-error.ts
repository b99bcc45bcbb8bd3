import { Token } from 'aws-cdk-lib';
import { countsAllFleets, countsErrors } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of an alarm that one failed request sets off, whichever fleet it went to: it stops good updates. */
export const strayError: AlarmRule = ({ name, metric, threshold, comparisonOperator }) => {
  if (!countsErrors(metric) || !countsAllFleets(metric) || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  const inclusive = comparisonOperator === 'GreaterThanOrEqualToThreshold';
  const one = metric.statistic === 'Sum' ? (inclusive ? threshold <= 1 : threshold < 1) : metric.statistic === 'Average' && threshold <= 0;
  if (!one) {
    return undefined;
  }
  return `guardrail ${name} goes off at the first ${metric.metricName} in a period, of any fleet: one stray error of the model in service rolls a good update back; `
    + 'use Guardrail.serverErrorRate, which counts the green fleet\'s share of errors, or a higher threshold';
};

import { Token } from 'aws-cdk-lib';
import type { GuardedRollout } from '../guarded-rollout';
import { countsAllFleets, countsErrors, metricsOf, type WatchedAlarm } from '../watched-alarm';
import { bake, breachesIn } from '../what-if';
import type { AlarmRule } from './rule';

/** Warns of an alarm that one failed request sets off, whichever fleet it went to: it stops good updates. */
export const strayError: AlarmRule = (alarm, rollout) => {
  const [counted] = metricsOf(alarm).filter((metric) => countsErrors(metric) && countsAllFleets(metric));
  const { name, metric, threshold, tempered } = alarm;
  if (!counted || threshold === undefined || Token.isUnresolved(threshold) || tempered) {
    return undefined;
  }
  if (!(countsErrors(metric) ? oneIsEnough(alarm) : ofBlue(alarm, rollout))) {
    return undefined;
  }
  return `guardrail ${name} goes off at the first ${counted.metricName} in a period, of any fleet: one stray error of the model in service rolls a good update back; `
    + 'use Guardrail.serverErrorRate, which counts the green fleet\'s share of errors, or a higher threshold';
};

function oneIsEnough({ metric, threshold = NaN, comparisonOperator }: WatchedAlarm): boolean {
  const inclusive = comparisonOperator === 'GreaterThanOrEqualToThreshold';
  return ['Sum', 'Maximum'].includes(metric!.statistic) ? (inclusive ? threshold <= 1 : threshold < 1) : metric!.statistic === 'Average' && threshold <= 0;
}

function ofBlue(alarm: WatchedAlarm, rollout: GuardedRollout): boolean {
  return breachesIn(bake(rollout, 'first', 'one of blue'), alarm, rollout) === true && breachesIn(bake(rollout, 'first', 'none'), alarm, rollout) === false;
}

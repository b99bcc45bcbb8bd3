import { Token } from 'aws-cdk-lib';
import { countsErrors, isInstanceMetric, isLatency, metricsOf, type WatchedAlarm } from '../watched-alarm';
import { answeredIn, breachesIn } from '../what-if';
import type { AlarmRule } from './rule';
import type { GuardedRollout } from '../guarded-rollout';

/** A time that good models answer in, and one that none does. */
const [QUICK, SLOW] = [10_000, 60_000_000];

/** From here on a utilization is one that good models stay below. */
const BUSY_PERCENT = 50;

/** Warns of an alarm that is on while models are quick and instances at ease, and off when they are not. */
export const wrongWayRound: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  return quickIsBad(alarm, rollout) || easeIsBad(alarm) || lessThanUsualIsBad(alarm)
    ? `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, which good models are, so that it would roll every update back, and keep a bad one; `
      + 'use ComparisonOperator.GREATER_THAN_THRESHOLD' : undefined;
};

function quickIsBad(alarm: WatchedAlarm, rollout: GuardedRollout): boolean {
  const [quick, slow] = [QUICK, SLOW].map((time) => breachesIn(answeredIn({ green: time, blue: time }, rollout), alarm, rollout));
  return quick === true && slow === false;
}

/** Of what is bad when there is much of it. */
function lessThanUsualIsBad(alarm: WatchedAlarm): boolean {
  const metrics = metricsOf(alarm);
  const measures = metrics.filter((metric) => isLatency(metric) || countsErrors(metric));
  return alarm.comparisonOperator === 'LessThanLowerThreshold' && metrics.length > 0 && measures.length === metrics.length;
}

function easeIsBad({ metric, threshold = NaN, comparisonOperator = '' }: WatchedAlarm): boolean {
  return isInstanceMetric(metric) && !Token.isUnresolved(threshold) && comparisonOperator.startsWith('LessThan') && threshold >= BUSY_PERCENT;
}

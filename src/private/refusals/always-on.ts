import { metricsOf, type WatchedAlarm } from '../watched-alarm';
import { bake, breachesIn, goesOff, judgesErrors, looksBack, ONE_EACH, wholeUpdate } from '../what-if';
import type { AlarmRule } from './rule';

/** Refuses an alarm on requests that is on while they are all answered well: it takes every update back. */
export const alwaysOn: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  const busy = looksBack(alarm) && alarm.timing
    ? goesOff(wholeUpdate(alarm.timing, rollout, 'none'), alarm, rollout) : breachesIn(bake(rollout, 'first', 'none'), alarm, rollout);
  if (judgesErrors(alarm) && busy === true) {
    return `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, which it is when no request fails, so that it would roll every update back; `
      + 'use ComparisonOperator.GREATER_THAN_THRESHOLD and the share of errors that is too much';
  }
  return countsRequests(alarm) && busy === true && breachesIn(ONE_EACH, alarm, rollout) === true
    ? `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, which it is with any number of requests, so that it would roll every update back; `
      + 'use Guardrail.serverErrorRate(), or a threshold that good models do not pass' : undefined;
};

function countsRequests(alarm: WatchedAlarm): boolean {
  const names = metricsOf(alarm).map(({ metricName }) => metricName);
  return names.length > 0 && names.every((name) => ['Invocations', 'InvocationsPerInstance'].includes(name));
}

import { bake, breachesIn, judgesErrors } from '../what-if';
import type { AlarmRule } from './rule';

/** Refuses an alarm on errors that is on while there are none: it takes every update back. */
export const alwaysOn: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  if (!judgesErrors(alarm) || breachesIn(bake(rollout, 'first', 'none'), alarm, rollout) !== true) {
    return undefined;
  }
  return `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, which it is when no request fails, so that it would roll every update back; `
    + 'use ComparisonOperator.GREATER_THAN_THRESHOLD and the share of errors that is too much';
};

import { bake, breachesIn, expectedRequests, judgesErrors, valueIn } from '../what-if';
import type { AlarmRule } from './rule';

/** Warns of a number of requests that is too many although it is expected. */
export const onAtExpectedTraffic: AlarmRule = (alarm, rollout) => {
  const { name, threshold, comparisonOperator, timing, comparison } = alarm;
  if (judgesErrors(alarm) || comparison || !timing || rollout.requestsPerSecond === undefined) {
    return undefined;
  }
  const expected = bake(rollout, 'last', 'none', (variant) => expectedRequests(rollout, variant, timing.periodSeconds));
  const value = breachesIn(expected, alarm, rollout) === true ? valueIn(expected, alarm, rollout) : undefined;
  return value === undefined ? undefined
    : `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, which it is at the traffic that is expected: ${Number(value.toPrecision(3))} in its period of `
      + `${timing.periodSeconds} s once all traffic is on the green fleet (expectedRequestsPerSecond: ${rollout.requestsPerSecond}), so it would roll every update back; `
      + 'use a threshold above that, or more instances';
};

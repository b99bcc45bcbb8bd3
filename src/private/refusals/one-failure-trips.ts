import { Token } from 'aws-cdk-lib';
import { requestsPerPeriod } from '../guarded-rollout';
import { countsErrors, type WatchedAlarm } from '../watched-alarm';
import { bake, breachesIn, expectedRequests, judgesErrors } from '../what-if';
import { percent, type AlarmRule } from './rule';

/** Warns of a share of errors that a single failed request exceeds, because so few are expected in a period. */
export const oneFailureTrips: AlarmRule = (alarm, rollout) => {
  const { name, metric, threshold, timing, minimumInvocations = 0, tempered } = alarm;
  if (!judgesErrors(alarm) || !timing || timing.datapointsToAlarm > 1 || tempered || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  if (!countsErrors(metric) || metric.statistic !== 'Average') {
    return metric ? undefined : ofExpression(alarm);
  }
  const requests = requestsPerPeriod(rollout, metric, timing.periodSeconds);
  if (threshold <= 0 || requests === undefined || requests < 1 || Math.max(requests, minimumInvocations) * threshold >= 1) {
    return undefined;
  }
  const enough = Math.ceil((timing.periodSeconds / (requests * threshold)) / 60);
  return `guardrail ${name} goes off above ${percent(threshold)}, but about ${Math.round(requests)} requests are expected in its period of ${timing.periodSeconds} s, `
    + `so one that fails is ${percent(1 / Math.round(requests))}; use period: Duration.minutes(${enough}), minimumInvocations: ${Math.ceil(1 / threshold)}, `
    + 'datapointsToAlarm: 2, or a higher threshold';

  function ofExpression(expression: WatchedAlarm): string | undefined {
    const { periodSeconds } = expression.timing!;
    const failing = bake(rollout, 'first', 'one of green', (variant) => expectedRequests(rollout, variant, periodSeconds));
    return threshold! > 0 && breachesIn(failing, expression, rollout)
      ? `guardrail ${name} goes off at the first request that the green fleet fails, because few are expected in its period of ${periodSeconds} s `
        + `(expectedRequestsPerSecond: ${rollout.requestsPerSecond}); use a longer period, datapointsToAlarm: 2, or a higher threshold`
      : undefined;
  }
};

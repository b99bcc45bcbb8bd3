import { Token } from 'aws-cdk-lib';
import { requestsPerPeriod } from '../guarded-rollout';
import { countsErrors } from '../watched-alarm';
import { percent, type AlarmRule } from './rule';

/** Warns of a share of errors that a single failed request exceeds, because so few are expected in a period. */
export const oneFailureTrips: AlarmRule = ({ name, metric, threshold, timing, minimumInvocations = 0 }, rollout) => {
  if (!countsErrors(metric) || metric.statistic !== 'Average' || !timing || threshold === undefined || Token.isUnresolved(threshold) || threshold <= 0) {
    return undefined;
  }
  const requests = requestsPerPeriod(rollout, metric, timing.periodSeconds);
  if (requests === undefined || requests < 1 || timing.datapointsToAlarm > 1 || Math.max(requests, minimumInvocations) * threshold >= 1) {
    return undefined;
  }
  const enough = Math.ceil((timing.periodSeconds / (requests * threshold)) / 60);
  return `guardrail ${name} goes off above ${percent(threshold)}, but about ${Math.round(requests)} requests are expected in its period of ${timing.periodSeconds} s, `
    + `so one that fails is ${percent(1 / Math.round(requests))}; use period: Duration.minutes(${enough}), minimumInvocations: ${Math.ceil(1 / threshold)}, `
    + 'datapointsToAlarm: 2, or a higher threshold';
};

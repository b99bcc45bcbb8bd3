import { Token } from 'aws-cdk-lib';
import { planFor, requestsPerPeriod, variantOf, type GuardedRollout } from './guarded-rollout';
import { firstBakeOf } from './refusals/bake-shorter-than-alarm';
import { percent } from './refusals/rule';
import { countsAllFleets, countsErrors, type WatchedAlarm } from './watched-alarm';
import { CONFIDENCE, detectableErrorRate, requestsAtRisk, secondsToAlarm } from '../rollout/detection';

/** What a guardrail on errors is worth at the traffic that is expected, in numbers, if they are all known. */
export function detectionNote({ name, metric, timing, threshold }: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  if (!countsErrors(metric) || metric.statistic !== 'Average' || !timing || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  const requests = requestsPerPeriod(rollout, metric, timing.periodSeconds);
  const variant = variantOf(rollout, metric);
  const plan = variant && planFor(rollout, variant);
  if (requests === undefined || !plan) {
    return undefined;
  }
  const [first] = plan.steps;
  const bakeSeconds = firstBakeOf(rollout.updatePolicy);
  const green = countsAllFleets(metric) ? first.greenShare : 1;
  const detectable = detectableErrorRate({ timing, threshold, requestsPerPeriod: requests, greenShare: green, bakeSeconds });
  const seconds = detectable === undefined ? Infinity : secondsToAlarm(timing);
  const atRisk = requestsAtRisk(plan, rollout.requestsPerSecond! * variant.trafficShare!, seconds);
  const sees = `guardrail ${name} on variant '${variant.variantName}' sees about ${Math.round(requests)} requests in each period of ${timing.periodSeconds} s `
    + `(first step: ${first.greenInstances} of ${plan.fleetSize} instances)`;
  return detectable === undefined
    ? `${sees}; in the first bake of ${bakeSeconds} s it does not even detect a model that fails every request, which would be about ${Math.round(atRisk)} of them`
    : `${sees}; in the first bake of ${bakeSeconds} s it detects an error rate of ${percent(detectable)} or more with ${percent(CONFIDENCE)} probability, `
      + `and a model that fails every request has failed about ${Math.round(atRisk)} of them by the time it is rolled back`;
}

import { requestsPerPeriod } from '../guarded-rollout';
import { isInvocationMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of a guardrail that will most often have nothing to look at: without data it does not go off, and the update passes. */
export const tooLittleTraffic: AlarmRule = ({ name, metric, timing, minimumInvocations = 1 }, rollout) => {
  const requests = isInvocationMetric(metric) && timing ? requestsPerPeriod(rollout, metric, timing.periodSeconds) : undefined;
  if (requests === undefined || requests >= minimumInvocations) {
    return undefined;
  }
  return `guardrail ${name} expects ${Number(requests.toPrecision(2))} of the ${minimumInvocations} requests it needs in its period of ${timing!.periodSeconds} s (expectedRequestsPerSecond: ${rollout.requestsPerSecond}), `
    + 'so it will most often have no data, and a bad model passes by silence; send it requests of your own while it bakes, or use a larger canary and longer periods';
};

import { planFor, requestsPerPeriod, variantOf, type GuardedRollout } from '../guarded-rollout';
import { countsErrors, isInvocationMetric, metricsOf, type WatchedAlarm } from '../watched-alarm';
import { bake, breachesIn, expectedRequests, judgesErrors, valueIn } from '../what-if';
import type { AlarmRule } from './rule';

const REMEDY = 'send it requests of your own while it bakes, or use a larger canary and longer periods';

/** Warns of a guardrail that will most often have nothing to look at: without data it does not go off, and the update passes. */
export const tooLittleTraffic: AlarmRule = (alarm, rollout) => {
  const { name, metric, timing, minimumInvocations = 1 } = alarm;
  if (rollout.requestsPerSecond === undefined || !timing) {
    return undefined;
  }
  const expected = `(expectedRequestsPerSecond: ${rollout.requestsPerSecond})`;
  if (isInvocationMetric(metric)) {
    const requests = requestsPerPeriod(rollout, metric, timing.periodSeconds);
    if (requests !== undefined && requests < minimumInvocations) {
      return `guardrail ${name} expects ${Number(requests.toPrecision(2))} of the ${minimumInvocations} requests it needs in its period of ${timing.periodSeconds} s ${expected}, `
        + `so it will most often have no data, and a bad model passes by silence; ${REMEDY}`;
    }
    if (!countsErrors(metric) || metric.statistic === 'Average') {
      return undefined;
    }
  }
  if (alarm.comparison) {
    return tooFewToCompare(alarm, rollout, expected);
  }
  const worst = bake(rollout, 'first', 'all of green', (variant) => expectedRequests(rollout, variant, timing.periodSeconds));
  const value = judgesErrors(alarm) ? valueIn(worst, alarm, rollout) : undefined;
  if (value === undefined || breachesIn(worst, alarm, rollout) !== false || breachesIn(bake(rollout, 'first', 'all of green'), alarm, rollout) !== true) {
    return undefined;
  }
  const period = `in its period of ${timing.periodSeconds} s of the first step ${expected}`;
  return Number.isNaN(value)
    ? `guardrail ${name} will have too few requests to judge ${period}, so a bad model passes it by silence; ${REMEDY}`
    : `guardrail ${name} compares its value with ${alarm.threshold}, but that is ${Number(value.toPrecision(3))} when the green fleet fails all requests that it is expected to get ${period}; `
      + `use a lower threshold, or ${REMEDY}`;
};

function tooFewToCompare(alarm: WatchedAlarm, rollout: GuardedRollout, expected: string): string | undefined {
  const { name, timing, minimumInvocations = 1 } = alarm;
  const [watched] = metricsOf(alarm);
  const variant = watched && variantOf(rollout, watched);
  const share = variant && planFor(rollout, variant)?.steps[0].greenShare;
  const requests = variant && expectedRequests(rollout, variant, timing!.periodSeconds);
  if (share === undefined || requests === undefined || requests * Math.min(share, 1 - share) >= minimumInvocations) {
    return undefined;
  }
  return `guardrail ${name} needs ${minimumInvocations} requests to each of the two fleets in its period of ${timing!.periodSeconds} s, of which the green one is expected to get `
    + `${Number((requests * share).toPrecision(2))} and the blue one ${Number((requests * (1 - share)).toPrecision(2))} in the first step ${expected}, so a bad model passes it by silence; `
    + 'use a lower minimumInvocations, a larger canary or a longer period';
}

/** Warns of guardrails that all watch variants without traffic of their own. */
export function noTrafficAtAll(alarms: readonly WatchedAlarm[], rollout: GuardedRollout): string | undefined {
  const watched = alarms.map((alarm) => metricsOf(alarm).flatMap((metric) => (isInvocationMetric(metric) ? variantOf(rollout, metric) ?? [] : [])));
  const names = [...new Set(watched.flat().map(({ variantName }) => variantName))];
  if (alarms.length === 0 || watched.some((variants) => variants.length === 0 || variants.some(({ trafficShare }) => trafficShare !== 0))) {
    return undefined;
  }
  return `the guardrails watch only variant ${names.map((name) => `'${name}'`).join(', ')}, whose initialVariantWeight is 0, so they will have no data, and a bad model passes by silence; `
    + 'watch a variant that gets requests, or give it a weight';
}

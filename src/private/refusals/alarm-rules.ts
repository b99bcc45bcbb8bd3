import { alwaysOn } from './always-on';
import { anomalyOfNewFleet } from './anomaly-of-new-fleet';
import { anotherEndpoint } from './another-endpoint';
import { averageAboveOne } from './average-above-one';
import { bakeShorterThanAlarm } from './bake-shorter-than-alarm';
import { beyondMaximum } from './beyond-maximum';
import { dilution } from './dilution';
import { dimensionsMatchNothing } from './dimensions-match-nothing';
import { fallbackUnwatched } from './fallback-unwatched';
import { fractionForPercent } from './fraction-for-percent';
import { millisecondsForMicroseconds } from './milliseconds-for-microseconds';
import { missingDataBreaching } from './missing-data-breaching';
import { missingDataIgnored } from './missing-data-ignored';
import { neverGoesOff } from './never-goes-off';
import { noGpu } from './no-gpu';
import { noSuchMetric } from './no-such-metric';
import { notAnAlarm } from './not-an-alarm';
import { notPublishedForAsync } from './not-published-for-async';
import { nothingToCompare } from './nothing-to-compare';
import { onAtExpectedTraffic } from './on-at-expected-traffic';
import { oneCoreOfMany } from './one-core-of-many';
import { oneFailureTrips } from './one-failure-trips';
import { onlyAtTimes } from './only-at-times';
import { onlyTheBest } from './only-the-best';
import { percentileOfMix } from './percentile-of-mix';
import { percentileOfTooFew } from './percentile-of-too-few';
import { periodShorterThanMetric } from './period-shorter-than-metric';
import { publishedForAsyncOnly } from './published-for-async-only';
import type { AlarmRule } from './rule';
import { slowerThanAllowed } from './slower-than-allowed';
import { statisticOfTraffic } from './statistic-of-traffic';
import { strayError } from './stray-error';
import { tooLittleTraffic } from './too-little-traffic';
import { unitMatchesNothing } from './unit-matches-nothing';
import { unknownMetric } from './unknown-metric';
import { wrongWayRound } from './wrong-way-round';

/** Alarms that cannot do what they are there for, by the id of the rule. */
export const REFUSED_ALARMS: Readonly<Record<string, AlarmRule>> = {
  'always-on': alwaysOn,
  'average-above-one': averageAboveOne,
  'beyond-maximum': beyondMaximum,
  'dimensions-match-nothing': dimensionsMatchNothing,
  'never-goes-off': neverGoesOff,
  'no-gpu': noGpu,
  'no-such-metric': noSuchMetric,
  'not-an-alarm': notAnAlarm,
  'not-published-for-async': notPublishedForAsync,
  'nothing-to-compare': nothingToCompare,
  'published-for-async-only': publishedForAsyncOnly,
  'unit-matches-nothing': unitMatchesNothing,
};

/** Those that are about a metric that the service does not publish. */
export const OF_NO_METRIC: readonly string[] = ['no-such-metric', 'not-published-for-async', 'published-for-async-only'];

/** Those that are about the values of a metric, which nobody needs to hear of one that has none. */
export const OF_VALUES: readonly string[] = ['always-on', 'average-above-one', 'beyond-maximum', 'never-goes-off', 'nothing-to-compare'];

/** Alarms that will probably not do it, or do it too often, by the id of the rule. */
export const DOUBTFUL_ALARMS: Readonly<Record<string, AlarmRule>> = {
  'anomaly-of-new-fleet': anomalyOfNewFleet,
  'another-endpoint': anotherEndpoint,
  'bake-shorter-than-alarm': bakeShorterThanAlarm,
  'dilution': dilution,
  'fallback-unwatched': fallbackUnwatched,
  'fraction-for-percent': fractionForPercent,
  'milliseconds-for-microseconds': millisecondsForMicroseconds,
  'missing-data-breaching': missingDataBreaching,
  'missing-data-ignored': missingDataIgnored,
  'on-at-expected-traffic': onAtExpectedTraffic,
  'one-core-of-many': oneCoreOfMany,
  'one-failure-trips': oneFailureTrips,
  'only-at-times': onlyAtTimes,
  'only-the-best': onlyTheBest,
  'percentile-of-mix': percentileOfMix,
  'percentile-of-too-few': percentileOfTooFew,
  'period-shorter-than-metric': periodShorterThanMetric,
  'slower-than-allowed': slowerThanAllowed,
  'statistic-of-traffic': statisticOfTraffic,
  'stray-error': strayError,
  'too-little-traffic': tooLittleTraffic,
  'unknown-metric': unknownMetric,
  'wrong-way-round': wrongWayRound,
};

/** Those of the doubts that are about rolling updates back, which does not concern a guardrail that only reports. */
export const DOUBTFUL_ROLLBACKS: readonly string[] = [
  'another-endpoint', 'bake-shorter-than-alarm', 'missing-data-breaching', 'missing-data-ignored', 'one-failure-trips', 'stray-error', 'too-little-traffic',
];

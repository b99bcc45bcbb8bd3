import { alwaysOn } from './always-on';
import { anotherEndpoint } from './another-endpoint';
import { averageAboveOne } from './average-above-one';
import { bakeShorterThanAlarm } from './bake-shorter-than-alarm';
import { dilution } from './dilution';
import { dimensionsMatchNothing } from './dimensions-match-nothing';
import { millisecondsForMicroseconds } from './milliseconds-for-microseconds';
import { missingDataBreaching } from './missing-data-breaching';
import { missingDataIgnored } from './missing-data-ignored';
import { noSuchMetric } from './no-such-metric';
import { notPublishedForAsync } from './not-published-for-async';
import { nothingToCompare } from './nothing-to-compare';
import { oneFailureTrips } from './one-failure-trips';
import { percentileOfMix } from './percentile-of-mix';
import { percentileOfTooFew } from './percentile-of-too-few';
import { periodShorterThanMetric } from './period-shorter-than-metric';
import type { AlarmRule } from './rule';
import { strayError } from './stray-error';
import { tooLittleTraffic } from './too-little-traffic';

/** Alarms that cannot do what they are there for, by the id of the rule. */
export const REFUSED_ALARMS: Readonly<Record<string, AlarmRule>> = {
  'always-on': alwaysOn,
  'average-above-one': averageAboveOne,
  'dimensions-match-nothing': dimensionsMatchNothing,
  'no-such-metric': noSuchMetric,
  'not-published-for-async': notPublishedForAsync,
  'nothing-to-compare': nothingToCompare,
};

/** Alarms that will probably not do it, or do it too often, by the id of the rule. */
export const DOUBTFUL_ALARMS: Readonly<Record<string, AlarmRule>> = {
  'another-endpoint': anotherEndpoint,
  'bake-shorter-than-alarm': bakeShorterThanAlarm,
  'dilution': dilution,
  'milliseconds-for-microseconds': millisecondsForMicroseconds,
  'missing-data-breaching': missingDataBreaching,
  'missing-data-ignored': missingDataIgnored,
  'one-failure-trips': oneFailureTrips,
  'percentile-of-mix': percentileOfMix,
  'percentile-of-too-few': percentileOfTooFew,
  'period-shorter-than-metric': periodShorterThanMetric,
  'stray-error': strayError,
  'too-little-traffic': tooLittleTraffic,
};

/** Those of the doubts that are about rolling updates back, which does not concern a guardrail that only reports. */
export const DOUBTFUL_ROLLBACKS: readonly string[] = [
  'another-endpoint', 'bake-shorter-than-alarm', 'missing-data-breaching', 'missing-data-ignored', 'one-failure-trips', 'stray-error', 'too-little-traffic',
];

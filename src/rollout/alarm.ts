/** How an alarm decides: M of the last N datapoints, and what it makes of missing ones. */
export interface AlarmRule {
  /** M: so many breaching datapoints make an alarm. */
  readonly datapointsToAlarm: number;
  /** N: out of so many. */
  readonly evaluationPeriods: number;
  readonly treatMissingData: TreatMissingData;
}

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A datapoint: breaching or not, or missing. */
export type Breach = boolean | undefined;

/**
 * The state an alarm gets from the datapoints of its evaluation range, oldest first, or `undefined` where it keeps the one it has.
 *
 * The range is longer than the evaluation periods. The last N datapoints that are there decide; only if there are fewer
 * than N are missing ones filled in, as few as possible.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(rule: AlarmRule, range: readonly Breach[]): AlarmState | undefined {
  const considered = decidingDatapoints(rule, range);
  const breaching = considered.filter(({ breach }) => breach).length;
  const missing = rule.evaluationPeriods - considered.length;
  if (breaching >= rule.datapointsToAlarm) {
    return 'ALARM';
  }
  if (rule.treatMissingData === 'notBreaching') {
    return 'OK';
  }
  if (rule.treatMissingData === 'breaching') {
    return breaching + missing >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
  }
  return considered.some(({ breach }) => !breach) ? 'OK' : withoutEvidenceOfHealth(rule, considered.map(({ age }) => age));
}

/** The last N datapoints of the range that are not missing, with their age in periods: the latest period has age 1. */
export function decidingDatapoints(rule: AlarmRule, range: readonly Breach[]): Array<{ readonly breach: boolean; readonly age: number }> {
  return range
    .flatMap((breach, index) => breach === undefined ? [] : [{ breach, age: range.length - index }])
    .slice(-rule.evaluationPeriods);
}

/**
 * Nothing but breaching and missing datapoints, and too few breaching ones.
 *
 * A lone recent one does not alarm, because what is missing may still arrive and be good. Once the oldest is M periods
 * old, it does.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#CloudWatch-alarms-avoiding-premature-transition
 */
function withoutEvidenceOfHealth(rule: AlarmRule, agesOfBreaching: readonly number[]): AlarmState | undefined {
  if (rule.treatMissingData === 'ignore') {
    return undefined;
  }
  if (agesOfBreaching.length === 0) {
    return 'INSUFFICIENT_DATA';
  }
  return Math.max(...agesOfBreaching) >= rule.datapointsToAlarm ? 'ALARM' : undefined;
}

/** Whether a value is beyond the threshold; the operators of anomaly detection are not among them. */
export const COMPARE: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

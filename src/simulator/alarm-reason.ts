import type { Alarm } from './alarm';
import type { Datapoint } from './metric-queries';
import type { AlarmState } from '../rollout/alarm';

/** A datapoint as an alarm saw it. */
export interface SeenDatapoint extends Datapoint {
  readonly breaching: boolean;
}

/** What an evaluation saw, oldest first, and when. */
export interface Evidence {
  readonly seen: readonly SeenDatapoint[];
  /** Evaluation periods without a datapoint. */
  readonly missing: number;
  readonly now: Date;
}

export const INITIAL_REASON = 'Unchecked: Initial alarm creation';

const COMPARISONS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  LessThanThreshold: 'less than',
};

/** The longest reason that the API allows. */
const LONGEST_REASON = 1023;
/** So many datapoints, the newest ones, keep a reason's data and two of them in one history item within the API's limits. */
const TOLD_DATAPOINTS = 12;

/** Why the alarm went to this state, worded as CloudWatch words it in alarm histories. */
export function stateReason(alarm: Alarm, state: AlarmState, evidence: Evidence): string {
  return wording(alarm, state, evidence).slice(0, LONGEST_REASON);
}

function wording(alarm: Alarm, state: AlarmState, { seen, missing }: Evidence): string {
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${missing} datapoint${missing === 1 ? ' was' : 's were'} unknown.`;
  }
  const told = seen.filter(({ breaching }) => breaching === (state === 'ALARM'));
  const filled = missing > 0 && (alarm.rule.treatMissingData === 'breaching' || alarm.rule.treatMissingData === 'notBreaching');
  const treated = `${missing} missing datapoint${missing === 1 ? ' was' : 's were'} treated as `
    + `[${alarm.rule.treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'}]`;
  if (told.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${missing} period${missing === 1 ? '' : 's'} and ${treated}.`;
  }
  const compared = `${told.length === 1 ? 'was' : 'were'} ${state === 'ALARM' ? '' : 'not '}${COMPARISONS[alarm.comparisonOperator]} the threshold (${decimal(alarm.threshold)})`;
  const needed = state === 'ALARM' ? alarm.rule.datapointsToAlarm : alarm.rule.evaluationPeriods - alarm.rule.datapointsToAlarm + 1;
  return `Threshold Crossed: ${told.length} out of the last ${seen.length} datapoints [${told.map(datapoint).reverse().join(', ')}] ${compared}`
    + `${filled ? ` and ${treated}` : ''} (minimum ${needed} datapoint${needed === 1 ? '' : 's'} for ${state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`;
}

/** The same as JSON, in the form CloudWatch gives it: numbers with a decimal point, times with an offset. */
export function stateReasonData(alarm: Alarm, { seen: all, now }: Evidence): string {
  const seen = all.slice(-TOLD_DATAPOINTS);
  const quoted = (text: string) => JSON.stringify(text);
  const datapoints = seen.map(({ start, value, sampleCount }) =>
    `{"timestamp":${quoted(offsetTime(new Date(start)))},${sampleCount === undefined ? '' : `"sampleCount":${decimal(sampleCount)},`}"value":${decimal(value)}}`);
  const fields = [
    '"version":"1.0"',
    `"queryDate":${quoted(offsetTime(now))}`,
    ...(seen.length > 0 ? [`"startDate":${quoted(offsetTime(new Date(seen[0].start)))}`] : []),
    ...(alarm.on?.unit === undefined ? [] : [`"unit":${quoted(alarm.on.unit)}`]),
    ...(alarm.on === undefined ? [] : [`"statistic":${quoted(alarm.on.statistic)}`]),
    `"period":${alarm.period}`,
    `"recentDatapoints":[${seen.map(({ value }) => decimal(value)).join(',')}]`,
    `"threshold":${decimal(alarm.threshold)}`,
    `"evaluatedDatapoints":[${[...datapoints].reverse().join(',')}]`,
  ];
  return `{${fields.join(',')}}`;
}

function datapoint({ value, start }: SeenDatapoint): string {
  const [date, clock] = new Date(start).toISOString().split(/[T.]/);
  const [year, month, day] = date.split('-');
  return `${decimal(value)} (${day}/${month}/${year.slice(2)} ${clock})`;
}

function offsetTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}

function decimal(value: number): string {
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
}

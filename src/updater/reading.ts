import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { COMPARE } from '../rollout/alarm';

/** What an alarm saw when it went off, in units that a person reads. */
export interface Reading {
  /** The value furthest beyond the threshold. */
  readonly worst: string;
  readonly threshold: string;
  readonly breaching: number;
  readonly evaluated: number;
}

/** The part of `StateReasonData` that is read here; the same JSON in an alarm's description and in its history. */
interface StateReasonData {
  readonly threshold?: number;
  readonly evaluatedDatapoints?: ReadonlyArray<{ readonly value?: number }>;
  readonly recentDatapoints?: readonly number[];
}

type AlarmMetric = Pick<MetricAlarm, 'MetricName' | 'Statistic' | 'ExtendedStatistic' | 'Metrics'>;
export type AlarmRule = AlarmMetric & Pick<MetricAlarm, 'Threshold' | 'ComparisonOperator' | 'EvaluationPeriods'>;

/** What the data says, or nothing where it does not say enough: nothing is invented. */
export function readingOf(rule: AlarmRule, stateReasonData: unknown): Reading | undefined {
  const data = parsed(stateReasonData);
  const threshold = data?.threshold ?? rule.Threshold;
  const values = (data?.evaluatedDatapoints?.map((datapoint) => datapoint.value) ?? data?.recentDatapoints ?? []).filter(isNumber);
  const breaches = COMPARE[rule.ComparisonOperator ?? ''];
  if (threshold === undefined || breaches === undefined) {
    return undefined;
  }
  const breaching = values.filter((value) => breaches(value, threshold));
  if (breaching.length === 0) {
    return undefined;
  }
  const worst = breaching.reduce((far, value) => (Math.abs(value - threshold) > Math.abs(far - threshold) ? value : far));
  const inUnits = formatterOf(rule);
  return {
    worst: inUnits(worst),
    threshold: inUnits(threshold),
    breaching: breaching.length,
    evaluated: Math.max(rule.EvaluationPeriods ?? 0, values.length),
  };
}

/**
 * The service counts latencies in microseconds and errors as 0 or 1 a request, whose average is a rate.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
function formatterOf(rule: AlarmMetric): (value: number) => string {
  const { metricName, statistic } = metricOf(rule);
  if (metricName !== undefined && LATENCIES.has(metricName) && statistic !== 'SampleCount') {
    return (value) => `${rounded(value / 1000)} ms`;
  }
  if (metricName !== undefined && RATES.has(metricName) && statistic === 'Average') {
    return (value) => `${rounded(value * 100)} %`;
  }
  return rounded;
}

const LATENCIES = new Set(['ModelLatency', 'OverheadLatency']);
const RATES = new Set(['Invocation4XXErrors', 'Invocation5XXErrors', 'InvocationModelErrors']);

/** An alarm on a single metric may state it on its own or as the only one of `Metrics`; arithmetic has no unit. */
function metricOf(rule: AlarmMetric): { metricName?: string; statistic?: string } {
  const query = rule.Metrics?.find((metric) => metric.ReturnData !== false);
  return query === undefined
    ? { metricName: rule.MetricName, statistic: rule.Statistic ?? rule.ExtendedStatistic }
    : { metricName: query.MetricStat?.Metric?.MetricName, statistic: query.MetricStat?.Stat };
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function parsed(json: unknown): StateReasonData | undefined {
  if (typeof json !== 'string') {
    return typeof json === 'object' && json !== null ? json : undefined;
  }
  try {
    return parsed(JSON.parse(json));
  } catch {
    return undefined;
  }
}

import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { COMPARE } from '../rollout/alarm';
import { ERROR_METRICS, INSTANCE_METRICS, LATENCY_METRICS } from '../rollout/endpoint-metrics';
import { isJudged, JUDGED, unitOfIncrease } from '../rollout/guardrail-expression';

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
  const { metricName = '', statistic, increase } = watchedBy(rule);
  const [factor, unit] = increase !== undefined ? [1, ` ${increase}`]
    : LATENCY_METRICS.includes(metricName) && statistic !== 'SampleCount' ? [1 / 1000, ' ms']
      : ERROR_METRICS.includes(metricName) && statistic === 'Average' ? [100, ' %']
        : INSTANCE_METRICS.includes(metricName) && statistic !== 'SampleCount' ? [1, ' %'] : [1, ''];
  return (value) => `${Number((value * factor).toPrecision(4))}${unit}`;
}

/** What an alarm's values are of: a metric, or a guardrail's expression. */
interface Watched {
  readonly metricName?: string;
  readonly statistic?: string;
  /** Its unit, where it is that of a guardrail that compares the fleets. */
  readonly increase?: string;
}

/** An alarm on a single metric may state it on its own or as the only one of `Metrics`; arithmetic other than a guardrail's has no unit. */
function watchedBy({ MetricName, Statistic, ExtendedStatistic, Metrics }: AlarmMetric): Watched {
  const query = Metrics?.find((metric) => metric.ReturnData !== false);
  if (query === undefined) {
    return { metricName: MetricName, statistic: Statistic ?? ExtendedStatistic };
  }
  const { Expression = '', MetricStat } = isJudged(query.Expression ?? '') ? Metrics?.find(({ Id }) => Id === JUDGED) ?? query : query;
  return { metricName: MetricStat?.Metric?.MetricName, statistic: MetricStat?.Stat, increase: unitOfIncrease(Expression) };
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

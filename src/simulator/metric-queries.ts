import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricId, Metrics } from './metrics';
import { SIMULATED_STATISTICS, statisticOf } from './statistic';
import { ExpressionError } from '../rollout/expression';
import { idsIn, parseMath } from '../rollout/metric-math';
import type { Operand } from '../rollout/metric-math';

/** A value of a metric's statistic, or of metric math, for the period that starts then. */
export interface Datapoint {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly value: number;
  /** How many samples it was computed from; not known of metric math. */
  readonly sampleCount?: number;
}

/** From `start` up to, but without, `end`, in periods of a length; all in milliseconds. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

/** One statistic of one metric. */
export interface MetricStatistic {
  readonly id: MetricId;
  readonly statistic: string;
  /** Only values published in this unit. */
  readonly unit?: string;
}

export function readStatistic(metrics: Metrics, { id, statistic, unit }: MetricStatistic, range: Range): Datapoint[] {
  const compute = statisticOf(statistic)!;
  return metrics.read({ ...range, id, unit }).flatMap(({ start, values }): Datapoint[] => {
    const value = compute(values);
    return value === undefined ? [] : [{ start, value, sampleCount: values.count }];
  });
}

/** What of a query cannot be computed; the caller words the refusal. */
export class MetricQueryError extends Error {}

/** Queries that may refer to each other by their ids, as GetMetricData and alarms on metric math take them. */
export class MetricQueries {
  private readonly byId: ReadonlyMap<string, MetricDataQuery>;

  /** Refuses, with a `MetricQueryError` that names the query, what cannot be computed. */
  constructor(queries: readonly MetricDataQuery[]) {
    this.byId = new Map(queries.map((query) => [query.Id!, query]));
    const twice = queries.find((query) => this.byId.get(query.Id!) !== query);
    if (twice) {
      throw new MetricQueryError(`the id "${twice.Id}" is used by more than one query`);
    }
    queries.forEach((query) => this.check(query, []));
  }

  /** The length of a query's periods in seconds. */
  periodOf(id: string): number {
    const query = this.byId.get(id)!;
    return query.MetricStat?.Period ?? Math.max(...this.metricsBehind(query).map(({ MetricStat }) => MetricStat!.Period!));
  }

  /** The metrics that all the queries read. */
  get metricIds(): MetricId[] {
    return [...this.byId.values()].flatMap((query) => (query.MetricStat ? [statisticFor(query).id] : []));
  }

  read(metrics: Metrics, id: string, range: Range): Datapoint[] {
    const query = this.byId.get(id)!;
    if (query.MetricStat) {
      return readStatistic(metrics, statisticFor(query), range);
    }
    const result = this.operand(metrics, id, range);
    return startsIn(range).flatMap((start): Datapoint[] => {
      const value = typeof result === 'number' ? result : result.get(start);
      return value === undefined || !Number.isFinite(value) ? [] : [{ start, value }];
    });
  }

  private operand(metrics: Metrics, id: string, range: Range): Operand {
    const query = this.byId.get(id)!;
    return query.MetricStat
      ? new Map(readStatistic(metrics, statisticFor(query), range).map(({ start, value }) => [start, value]))
      : parseMath(query.Expression!)({ periods: startsIn(range), operandOf: (other) => this.operand(metrics, other, range) });
  }

  private check(query: MetricDataQuery, asking: readonly string[]): void {
    const at = `query "${query.Id}"`;
    if ((query.MetricStat === undefined) === (query.Expression === undefined)) {
      throw new MetricQueryError(`${at} must have exactly one of MetricStat and Expression`);
    }
    if (asking.includes(query.Id!)) {
      throw new MetricQueryError(`${at} refers to itself`);
    }
    if (query.MetricStat) {
      checkStatistic(query.MetricStat.Stat!, at);
      return;
    }
    checkExpression(query.Expression!, at);
    for (const id of idsIn(query.Expression!)) {
      const other = this.byId.get(id);
      if (!other) {
        throw new MetricQueryError(`${at} refers to "${id}", there are ${[...this.byId.keys()].join(', ')}`);
      }
      this.check(other, [...asking, query.Id!]);
    }
    const periods = new Set(this.metricsBehind(query).map(({ MetricStat }) => MetricStat!.Period));
    if (periods.size > 1) {
      throw new MetricQueryError(`${at} is about metrics of different periods (${[...periods].join(', ')} seconds), which is not simulated`);
    }
    if (periods.size === 0) {
      throw new MetricQueryError(`${at} refers to no metric`);
    }
  }

  private metricsBehind(query: MetricDataQuery): MetricDataQuery[] {
    return query.MetricStat ? [query] : idsIn(query.Expression!).flatMap((id) => this.metricsBehind(this.byId.get(id)!));
  }
}

function statisticFor({ MetricStat }: MetricDataQuery): MetricStatistic {
  const { Namespace, MetricName, Dimensions = [] } = MetricStat!.Metric!;
  return {
    id: { namespace: Namespace!, metricName: MetricName!, dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name!, Value!])) },
    statistic: MetricStat!.Stat!,
    unit: MetricStat!.Unit,
  };
}

function checkStatistic(name: string, at: string): void {
  if (!statisticOf(name)) {
    throw new MetricQueryError(`the statistic ${name} of ${at} is not simulated, there are ${SIMULATED_STATISTICS}`);
  }
}

function checkExpression(expression: string, at: string): void {
  try {
    parseMath(expression);
  } catch (error) {
    throw error instanceof ExpressionError ? new MetricQueryError(`the expression '${expression}' of ${at} cannot be computed: ${error.message}`) : error;
  }
}

function startsIn({ start, end, period }: Range): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / period)) }, (_, index) => start + index * period);
}

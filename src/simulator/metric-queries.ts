import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricId, Metrics } from './metrics';
import { SIMULATED_STATISTICS, statisticOf } from './statistic';
import { ExpressionError } from '../rollout/expression';
import { idsIn, parseMath, usesAllMetrics } from '../rollout/metric-math';
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
    const checked = new Set<string>();
    queries.forEach((query) => this.check(query, [], checked));
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
    const known = new Map<string, Operand>();
    const result = this.operand({ metrics, range, known }, id);
    return startsIn(range).flatMap((start): Datapoint[] => {
      const value = typeof result === 'number' ? result : result.get(start);
      return value === undefined || !Number.isFinite(value) ? [] : [{ start, value }];
    });
  }

  /** Each is computed once, however many expressions refer to it. */
  private operand(reading: Reading, id: string): Operand {
    const { known } = reading;
    const operand = known.get(id) ?? this.compute(reading, this.byId.get(id)!);
    known.set(id, operand);
    return operand;
  }

  private compute(reading: Reading, query: MetricDataQuery): Operand {
    const { metrics, range } = reading;
    if (query.MetricStat) {
      return new Map(readStatistic(metrics, statisticFor(query), range).map(({ start, value }) => [start, value]));
    }
    return parseMath(query.Expression!)({
      periods: startsIn(range),
      periodSeconds: range.period / 1000,
      operandOf: (other) => this.operand(reading, other),
      metrics: () => [...this.byId.values()].filter(({ MetricStat }) => MetricStat).map(({ Id }) => this.operand(reading, Id!)),
    });
  }

  private check(query: MetricDataQuery, asking: readonly string[], checked: Set<string>): void {
    const at = `query "${query.Id}"`;
    if ((query.MetricStat === undefined) === (query.Expression === undefined)) {
      throw new MetricQueryError(`${at} must have exactly one of MetricStat and Expression`);
    }
    if (asking.includes(query.Id!)) {
      throw new MetricQueryError(`${at} refers to itself`);
    }
    if (checked.has(query.Id!)) {
      return;
    }
    checked.add(query.Id!);
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
      this.check(other, [...asking, query.Id!], checked);
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
    const found = new Set<MetricDataQuery>();
    this.gather(query, found);
    return [...found].filter(({ MetricStat }) => MetricStat);
  }

  private gather(query: MetricDataQuery, found: Set<MetricDataQuery>): void {
    if (found.has(query)) {
      return;
    }
    found.add(query);
    if (query.Expression !== undefined) {
      const all = usesAllMetrics(query.Expression) ? [...this.byId.values()].filter(({ MetricStat }) => MetricStat) : [];
      [...all, ...idsIn(query.Expression).map((id) => this.byId.get(id)!)].forEach((other) => this.gather(other, found));
    }
  }
}

/** One reading of an expression. */
interface Reading {
  readonly metrics: Metrics;
  readonly range: Range;
  /** What is computed already. */
  readonly known: Map<string, Operand>;
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

import type { GetMetricDataInput, GetMetricDataOutput, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { MINUTE } from '../../series';
import type { World } from '../../world';
import { page } from '../paging';
import { invalidNextToken, invalidValue } from './faults';
import { metricQueries } from './metric-queries';

interface Value {
  readonly id: string;
  readonly time: Date;
  readonly value: number;
}

/**
 * Documented: values come with their periods' starts, the newest first unless asked otherwise.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(world: World, input: GetMetricDataInput): GetMetricDataOutput {
  checkTimes(input);
  const queries = input.MetricDataQueries!;
  const values = queries.filter(({ ReturnData }) => ReturnData !== false).flatMap((query) => valuesOf(world, query, input));
  const { items, nextToken } = page(values, { token: input.NextToken, size: input.MaxDatapoints ?? 100_800, refuse: invalidNextToken });
  return {
    MetricDataResults: queries.filter(({ ReturnData }) => ReturnData !== false).map((query) => result(query, items, nextToken !== undefined)),
    NextToken: nextToken,
  };
}

function valuesOf(world: World, { Id }: MetricDataQuery, input: GetMetricDataInput): Value[] {
  const queries = metricQueries(input.MetricDataQueries!);
  const period = queries.periodOf(Id!) * 1000;
  const step = Math.min(period, MINUTE);
  const start = Math.floor(input.StartTime!.getTime() / step) * step;
  const end = Math.min(input.EndTime!.getTime(), world.cloudwatch.metrics.visibleUntil(step));
  const values = queries
    .read(world.cloudwatch.metrics, Id!, { start, end, period })
    .map((datapoint): Value => ({ id: Id!, time: new Date(datapoint.start), value: datapoint.value }));
  return input.ScanBy === 'TimestampAscending' ? values : values.reverse();
}

function result(query: MetricDataQuery, values: readonly Value[], more: boolean): MetricDataResult {
  const own = values.filter(({ id }) => id === query.Id);
  return {
    Id: query.Id,
    Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
    Timestamps: own.map(({ time }) => time),
    Values: own.map(({ value }) => value),
    StatusCode: more ? 'PartialData' : 'Complete',
  };
}

function checkTimes({ StartTime, EndTime }: GetMetricDataInput): void {
  if (StartTime! >= EndTime!) {
    throw invalidValue(`The parameter StartTime must be less than the parameter EndTime, got ${StartTime!.toISOString()} and ${EndTime!.toISOString()}`);
  }
}

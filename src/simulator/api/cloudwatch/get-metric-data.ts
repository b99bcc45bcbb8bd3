import type { GetMetricDataInput, GetMetricDataOutput, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { MINUTE } from '../../metrics';
import { SIMULATED_STATISTICS, statisticOf } from '../../statistic';
import type { World } from '../../world';
import { page } from '../paging';
import { invalidNextToken, invalidValue } from './faults';
import { metricId } from './metric-id';

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

function valuesOf(world: World, query: MetricDataQuery, { StartTime, EndTime, ScanBy }: GetMetricDataInput): Value[] {
  if (query.Expression !== undefined || !query.MetricStat) {
    throw invalidValue(`Expression of query "${query.Id}" is not simulated: there is no metric math. Use MetricStat.`);
  }
  const { Metric, Period, Stat, Unit } = query.MetricStat;
  const statistic = statisticOf(Stat!);
  if (!statistic) {
    throw invalidValue(`The statistic ${Stat} of query "${query.Id}" is not simulated, there are ${SIMULATED_STATISTICS}`);
  }
  const start = Math.floor(StartTime!.getTime() / MINUTE) * MINUTE;
  const values = world.cloudwatch.metrics
    .read({ id: metricId(Metric!), start, end: EndTime!.getTime(), period: Period! * 1000, unit: Unit })
    .flatMap((data): Value[] => {
      const value = statistic(data.values);
      return value === undefined ? [] : [{ id: query.Id!, time: new Date(data.start), value }];
    });
  return ScanBy === 'TimestampAscending' ? values : values.reverse();
}

function result(query: MetricDataQuery, values: readonly Value[], more: boolean): MetricDataResult {
  const own = values.filter(({ id }) => id === query.Id);
  return {
    Id: query.Id,
    Label: query.Label ?? query.MetricStat!.Metric!.MetricName,
    Timestamps: own.map(({ time }) => time),
    Values: own.map(({ value }) => value),
    StatusCode: more ? 'PartialData' : 'Complete',
  };
}

function checkTimes({ StartTime, EndTime, MetricDataQueries }: GetMetricDataInput): void {
  if (StartTime! >= EndTime!) {
    throw invalidValue(`The parameter StartTime must be less than the parameter EndTime, got ${StartTime!.toISOString()} and ${EndTime!.toISOString()}`);
  }
  const ids = MetricDataQueries!.map(({ Id }) => Id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw invalidValue(`The id "${twice}" is used by more than one of the MetricDataQueries`);
  }
}

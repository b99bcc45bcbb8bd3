import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue } from './faults';
import { metricId } from './metric-id';
import type { PeriodData } from '../../metrics';
import { MINUTE } from '../../series';
import { SIMULATED_STATISTICS, statisticOf } from '../../statistic';
import type { World } from '../../world';

const MAXIMUM_DATAPOINTS = 1440;

export function getMetricStatistics(world: World, input: GetMetricStatisticsInput): GetMetricStatisticsOutput {
  check(input);
  const id = metricId(input);
  const period = input.Period! * 1000;
  const step = Math.min(period, MINUTE);
  const start = Math.floor(input.StartTime!.getTime() / step) * step;
  const data = world.cloudwatch.metrics.read({ id, start, end: input.EndTime!.getTime(), period, unit: input.Unit });
  const unit = world.cloudwatch.metrics.unitOf(id);
  return {
    Label: input.MetricName,
    Datapoints: data.map((one) => datapoint(input, one, input.Unit ?? unit)),
  };
}

function datapoint(asked: GetMetricStatisticsInput, { start, values }: PeriodData, unit: string | undefined): Datapoint {
  const { Statistics = [], ExtendedStatistics = [] } = asked;
  const extended = ExtendedStatistics.map((name) => [name, statisticOf(name)!(values)] as const).filter(([, value]) => value !== undefined);
  return {
    Timestamp: new Date(start),
    ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(name)!(values)])),
    ...(extended.length > 0 ? { ExtendedStatistics: Object.fromEntries(extended) as Record<string, number> } : {}),
    Unit: unit as Datapoint['Unit'],
  };
}

function check({ StartTime, EndTime, Period, Statistics = [], ExtendedStatistics = [] }: GetMetricStatisticsInput): void {
  if (Statistics.length + ExtendedStatistics.length === 0) {
    throw invalidCombination('At least one of Statistics and ExtendedStatistics must be given');
  }
  const unknown = ExtendedStatistics.find((name) => !statisticOf(name));
  if (unknown !== undefined) {
    throw invalidValue(`The statistic ${unknown} is not simulated, there are ${SIMULATED_STATISTICS}`);
  }
  if (StartTime! >= EndTime!) {
    throw invalidValue(`The parameter StartTime must be less than the parameter EndTime, got ${StartTime!.toISOString()} and ${EndTime!.toISOString()}`);
  }
  if (Period! < 60 ? ![1, 5, 10, 20, 30].includes(Period!) : Period! % 60 !== 0) {
    throw invalidValue(`The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, got ${Period}`);
  }
  const asked = Math.ceil((EndTime!.getTime() - StartTime!.getTime()) / 1000 / Period!);
  if (asked > MAXIMUM_DATAPOINTS) {
    throw invalidCombination(`You have requested up to ${asked} datapoints, which exceeds the limit of ${MAXIMUM_DATAPOINTS}. `
      + 'You may reduce the datapoints requested by increasing Period, or decreasing the time range.');
  }
}

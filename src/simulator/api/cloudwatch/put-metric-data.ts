import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue } from './faults';
import { metricId } from './metric-id';
import type { Distribution } from '../../distribution';
import type { World } from '../../world';

export function putMetricData(world: World, { Namespace, MetricData = [], EntityMetricData }: PutMetricDataInput): void {
  if (EntityMetricData) {
    throw invalidValue('EntityMetricData is not simulated. Use MetricData.');
  }
  MetricData.forEach(check);
  for (const datum of MetricData) {
    const id = metricId({ Namespace, MetricName: datum.MetricName, Dimensions: datum.Dimensions });
    add(world.cloudwatch.metrics.minuteOf(id, datum.Unit ?? 'None', datum.Timestamp ?? world.clock.now), datum);
  }
}

function check({ MetricName, Value, Values, Counts, StatisticValues, StorageResolution }: MetricDatum): void {
  if ([Value, Values, StatisticValues].filter((given) => given !== undefined).length !== 1) {
    throw invalidCombination(`Exactly one of Value, Values and StatisticValues must be given for metric "${MetricName}"`);
  }
  if (Values && Counts && Values.length !== Counts.length) {
    throw invalidCombination(`Values and Counts of metric "${MetricName}" must have the same length, got ${Values.length} and ${Counts.length}`);
  }
  if (StorageResolution !== undefined && StorageResolution !== 60) {
    throw invalidValue(`StorageResolution ${StorageResolution} of metric "${MetricName}" is not simulated: metrics are kept by the minute. Use 60.`);
  }
}

function add(into: Distribution, { Value, Values = [], Counts, StatisticValues }: MetricDatum): void {
  if (StatisticValues) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    into.addSummary({ count: SampleCount!, sum: Sum!, minimum: Minimum!, maximum: Maximum! });
  } else if (Value !== undefined) {
    into.add(Value);
  } else {
    Values.forEach((value, index) => into.add(value, Counts ? Counts[index] : 1));
  }
}

import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue } from './faults';
import { metricId } from './metric-id';
import type { Distribution } from '../../distribution';
import { MINUTE, SECOND } from '../../series';
import type { World } from '../../world';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const HIGH_RESOLUTION = 1;

export function putMetricData(world: World, { Namespace, MetricData = [], EntityMetricData }: PutMetricDataInput): void {
  if (EntityMetricData) {
    throw invalidValue('EntityMetricData is not simulated. Use MetricData.');
  }
  MetricData.forEach(check);
  for (const datum of MetricData) {
    const id = metricId({ Namespace, MetricName: datum.MetricName, Dimensions: datum.Dimensions });
    const interval = datum.StorageResolution === HIGH_RESOLUTION ? SECOND : MINUTE;
    add(world.cloudwatch.metrics.at(id, datum.Unit ?? 'None', datum.Timestamp ?? world.clock.now, interval), datum);
  }
}

function check({ MetricName, Value, Values, Counts, StatisticValues, StorageResolution }: MetricDatum): void {
  if ([Value, Values, StatisticValues].filter((given) => given !== undefined).length !== 1) {
    throw invalidCombination(`Exactly one of Value, Values and StatisticValues must be given for metric "${MetricName}"`);
  }
  if (Values && Counts && Values.length !== Counts.length) {
    throw invalidCombination(`Values and Counts of metric "${MetricName}" must have the same length, got ${Values.length} and ${Counts.length}`);
  }
  if (StorageResolution !== undefined && ![HIGH_RESOLUTION, 60].includes(StorageResolution)) {
    throw invalidValue(`The value ${StorageResolution} for parameter StorageResolution of metric "${MetricName}" is not supported; must be ${HIGH_RESOLUTION} or 60`);
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

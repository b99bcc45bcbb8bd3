import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput } from '@aws-sdk/client-cloudwatch';
import { metricAlarm } from './metric-alarm';
import { metricId, sameMetric } from './metric-id';
import type { World } from '../../world';

/** Documented: alarms on metric math are not among them. */
export function describeAlarmsForMetric(world: World, input: DescribeAlarmsForMetricInput): DescribeAlarmsForMetricOutput {
  const { Statistic, ExtendedStatistic, Period, Unit } = input;
  const wanted = world.cloudwatch.alarms.all().filter(({ on, period }) => on && sameMetric(on.id, metricId(input))
    && (Statistic === undefined || on.statistic === Statistic)
    && (ExtendedStatistic === undefined || on.statistic === ExtendedStatistic)
    && (Period === undefined || period === Period)
    && (Unit === undefined || on.unit === Unit));
  return { MetricAlarms: wanted.map(metricAlarm) };
}

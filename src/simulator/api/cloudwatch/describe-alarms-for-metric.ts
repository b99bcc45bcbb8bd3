import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput } from '@aws-sdk/client-cloudwatch';
import { metricAlarm } from './metric-alarm';
import { metricId, sameMetric } from './metric-id';
import type { World } from '../../world';

export function describeAlarmsForMetric(world: World, input: DescribeAlarmsForMetricInput): DescribeAlarmsForMetricOutput {
  const { Statistic, ExtendedStatistic, Period, Unit } = input;
  const wanted = world.cloudwatch.alarms.all().filter((alarm) => sameMetric(alarm.metric, metricId(input))
    && (Statistic === undefined || alarm.statistic === Statistic)
    && (ExtendedStatistic === undefined || alarm.statistic === ExtendedStatistic)
    && (Period === undefined || alarm.period === Period)
    && (Unit === undefined || alarm.unit === Unit));
  return { MetricAlarms: wanted.map(metricAlarm) };
}

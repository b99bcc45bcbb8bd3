import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Threshold } from './rollout-report';

/** Where an alarm's threshold belongs in a report, if it is on one of the report's metrics. */
export function thresholdOf({ AlarmName, MetricName, Statistic, ExtendedStatistic, Threshold: value }: MetricAlarm): Threshold[] {
  if (AlarmName === undefined || value === undefined) {
    return [];
  }
  if (MetricName === 'Invocation5XXErrors' && Statistic === 'Average') {
    return [{ alarmName: AlarmName, chart: 'serverErrorPercent', value: value * 100 }];
  }
  if (MetricName === 'ModelLatency' && ExtendedStatistic === 'p99') {
    return [{ alarmName: AlarmName, chart: 'latencyMilliseconds', value: value / 1000 }];
  }
  return [];
}

import type { MetricAlarm, PutMetricAlarmInput, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { PutMetricAlarmCommand, PutMetricDataCommand, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Account } from '../account';

/** An alarm on a metric of the user's own, of which each test publishes what it needs. */
export const ALARM = {
  AlarmName: 'alarm',
  Namespace: 'Own',
  MetricName: 'errors',
  Dimensions: [{ Name: 'Service', Value: 'churn' }],
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
} satisfies PutMetricAlarmInput;

export function putAlarm({ cloudwatch }: Account, input: Partial<PutMetricAlarmInput> = {}) {
  return cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, ...input }));
}

export function putValue({ cloudwatch }: Account, value: number, more: Partial<PutMetricDataInput> = {}) {
  return cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Own', MetricData: [{ MetricName: 'errors', Dimensions: ALARM.Dimensions, Value: value }], ...more }));
}

export async function alarms({ cloudwatch }: Account): Promise<MetricAlarm[]> {
  return (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!;
}

export function minute(count: number): Date {
  return new Date(Date.parse('2026-01-01T00:00:00Z') + count * 60_000);
}

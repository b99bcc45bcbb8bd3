import type { AlarmHistoryItem, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world';
import { page } from '../paging';
import { invalidNextToken } from './faults';

/** Documented: the newest first, unless asked otherwise; also of alarms that are deleted; of metric alarms only, unless asked otherwise. */
export function describeAlarmHistory(world: World, input: DescribeAlarmHistoryInput): DescribeAlarmHistoryOutput {
  const found = world.cloudwatch.alarms.history.filter((item) => matches(item, input));
  const ordered = input.ScanBy === 'TimestampAscending' ? found : found.reverse();
  const { items, nextToken } = page(ordered, { token: input.NextToken, size: input.MaxRecords ?? 100, refuse: invalidNextToken });
  return { AlarmHistoryItems: items, NextToken: nextToken };
}

function matches(item: AlarmHistoryItem, { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate }: DescribeAlarmHistoryInput): boolean {
  return (AlarmName === undefined || item.AlarmName === AlarmName)
    && (AlarmTypes ?? ['MetricAlarm']).includes(item.AlarmType!)
    && (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType)
    && (StartDate === undefined || item.Timestamp! >= StartDate)
    && (EndDate === undefined || item.Timestamp! <= EndDate);
}

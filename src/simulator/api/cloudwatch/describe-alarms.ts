import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../../alarms';
import type { World } from '../../world';
import { page } from '../paging';
import { invalidCombination, invalidNextToken } from './faults';
import { metricAlarm } from './metric-alarm';

/** Documented: names that do not exist are left out, not refused. There are no composite alarms. */
export function describeAlarms(world: World, input: DescribeAlarmsInput): DescribeAlarmsOutput {
  if (input.AlarmNames && input.AlarmNamePrefix !== undefined) {
    throw invalidCombination('AlarmNames and AlarmNamePrefix cannot be used together');
  }
  const wanted = wantsMetricAlarms(input) ? world.cloudwatch.alarms.all().filter((alarm) => matches(alarm, input)) : [];
  const { items, nextToken } = page(wanted, { token: input.NextToken, size: input.MaxRecords ?? 50, refuse: invalidNextToken });
  return { MetricAlarms: items.map(metricAlarm), CompositeAlarms: [], NextToken: nextToken };
}

function wantsMetricAlarms({ AlarmTypes, ChildrenOfAlarmName, ParentsOfAlarmName }: DescribeAlarmsInput): boolean {
  return (AlarmTypes ?? ['MetricAlarm']).includes('MetricAlarm') && ChildrenOfAlarmName === undefined && ParentsOfAlarmName === undefined;
}

function matches({ name, state, input }: Alarm, { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix }: DescribeAlarmsInput): boolean {
  const actions = [...input.AlarmActions ?? [], ...input.OKActions ?? [], ...input.InsufficientDataActions ?? []];
  return (AlarmNames === undefined || AlarmNames.includes(name))
    && (AlarmNamePrefix === undefined || name.startsWith(AlarmNamePrefix))
    && (StateValue === undefined || state === StateValue)
    && (ActionPrefix === undefined || actions.some((action) => action.startsWith(ActionPrefix)));
}

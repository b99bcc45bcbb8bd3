import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../../alarm';
import { childNames } from '../../composite-alarms';
import type { CompositeAlarm } from '../../composite-alarms';
import type { World } from '../../world';
import { page } from '../paging';
import { compositeAlarm } from './composite-alarm';
import { invalidCombination, invalidNextToken } from './faults';
import { metricAlarm } from './metric-alarm';

type AnyAlarm = Alarm | CompositeAlarm;

/** Documented: names that do not exist are left out, not refused; without types there are only metric alarms, without relatives all. */
export function describeAlarms(world: World, input: DescribeAlarmsInput): DescribeAlarmsOutput {
  if (input.AlarmNames && input.AlarmNamePrefix !== undefined) {
    throw invalidCombination('AlarmNames and AlarmNamePrefix cannot be used together');
  }
  const wanted = candidates(world, input).filter((alarm) => matches(alarm, input));
  const { items, nextToken } = page(wanted, { token: input.NextToken, size: input.MaxRecords ?? 50, refuse: invalidNextToken });
  return {
    MetricAlarms: items.filter((alarm) => !isComposite(alarm)).map((alarm) => metricAlarm(alarm as Alarm)),
    CompositeAlarms: items.filter(isComposite).map(compositeAlarm),
    NextToken: nextToken,
  };
}

function candidates({ cloudwatch }: World, { AlarmTypes, ChildrenOfAlarmName, ParentsOfAlarmName }: DescribeAlarmsInput): AnyAlarm[] {
  if (ParentsOfAlarmName !== undefined) {
    return cloudwatch.compositeAlarms.parentsOf(ParentsOfAlarmName);
  }
  const related = ChildrenOfAlarmName !== undefined;
  const parent = related ? cloudwatch.compositeAlarms.get(ChildrenOfAlarmName) : undefined;
  const children = parent ? childNames(parent) : [];
  const types = AlarmTypes ?? (related ? ['MetricAlarm', 'CompositeAlarm'] : ['MetricAlarm']);
  const all: AnyAlarm[] = [
    ...(types.includes('MetricAlarm') ? cloudwatch.alarms.all() : []),
    ...(types.includes('CompositeAlarm') ? cloudwatch.compositeAlarms.all() : []),
  ];
  return related ? all.filter(({ name }) => children.includes(name)) : all;
}

function isComposite(alarm: AnyAlarm): alarm is CompositeAlarm {
  return 'isMet' in alarm.rule;
}

function matches({ name, state, input }: AnyAlarm, { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix }: DescribeAlarmsInput): boolean {
  const actions = [...input.AlarmActions ?? [], ...input.OKActions ?? [], ...input.InsufficientDataActions ?? []];
  return (AlarmNames === undefined || AlarmNames.includes(name))
    && (AlarmNamePrefix === undefined || name.startsWith(AlarmNamePrefix))
    && (StateValue === undefined || state === StateValue)
    && (ActionPrefix === undefined || actions.some((action) => action.startsWith(ActionPrefix)));
}

import type { Alarm } from '../../alarm';
import type { CompositeAlarm } from '../../composite-alarms';

/** What CloudWatch says of an alarm of any kind, beside what it was put with. */
export function describedAlarm(alarm: Alarm | CompositeAlarm) {
  const { input } = alarm;
  return {
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: alarm.configurationUpdated,
    ActionsEnabled: input.ActionsEnabled ?? true,
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: alarm.stateUpdated,
    StateTransitionedTimestamp: alarm.stateUpdated,
  };
}

import type { CompositeAlarm as Described } from '@aws-sdk/client-cloudwatch';
import type { CompositeAlarm } from '../../composite-alarms';

/** A composite alarm as CloudWatch describes it. */
export function compositeAlarm(alarm: CompositeAlarm): Described {
  const { Tags: _tags, ...input } = alarm.input;
  return {
    ...input,
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

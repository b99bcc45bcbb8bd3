import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../../alarms';

/** An alarm as CloudWatch describes it. */
export function metricAlarm(alarm: Alarm): MetricAlarm {
  const { Tags: _tags, ...input } = alarm.input;
  return {
    ...input,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: alarm.configurationUpdated,
    ActionsEnabled: input.ActionsEnabled ?? true,
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
    Dimensions: input.Dimensions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: alarm.stateUpdated,
    StateTransitionedTimestamp: alarm.stateUpdated,
  };
}

import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { describedAlarm } from './described-alarm';
import type { Alarm } from '../../alarm';

/** An alarm as CloudWatch describes it. */
export function metricAlarm(alarm: Alarm): MetricAlarm {
  const { Tags: _tags, ...input } = alarm.input;
  return { ...input, ...describedAlarm(alarm), Dimensions: input.Dimensions ?? [] };
}

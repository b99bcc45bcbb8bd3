import type { CompositeAlarm as Described } from '@aws-sdk/client-cloudwatch';
import { describedAlarm } from './described-alarm';
import type { CompositeAlarm } from '../../composite-alarms';

/** A composite alarm as CloudWatch describes it. */
export function compositeAlarm(alarm: CompositeAlarm): Described {
  const { Tags: _tags, ...input } = alarm.input;
  return { ...input, ...describedAlarm(alarm) };
}

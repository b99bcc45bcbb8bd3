import { declaredAlarm } from './declared-alarm';
import { existingAlarms } from './existing-alarm';
import type { GuardrailAlarm } from './guardrail-alarm';
import type { WatchedAlarm } from './watched-alarm';

/** One, or those that a composite alarm is made of. */
export function watchedAlarms(alarm: GuardrailAlarm): WatchedAlarm[] {
  return 'existing' in alarm ? existingAlarms(alarm.existing) : [declaredAlarm(alarm.declared)];
}

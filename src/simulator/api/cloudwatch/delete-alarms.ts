import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { alarmNotFound } from './faults';
import type { World } from '../../world';

/** Documented: with a name that does not exist, no alarm is deleted. */
export function deleteAlarms(world: World, { AlarmNames }: DeleteAlarmsInput): void {
  const unknown = AlarmNames!.find((name) => !world.cloudwatch.alarms.get(name));
  if (unknown !== undefined) {
    throw alarmNotFound(unknown);
  }
  AlarmNames!.forEach((name) => world.cloudwatch.alarms.delete(name));
}

import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { alarmNotFound, validationError } from './faults';
import type { World } from '../../world';

/**
 * Documented: with a name that does not exist, no alarm is deleted; no more than one may be a composite one, and none that another
 * composite alarm depends on.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export function deleteAlarms({ cloudwatch: { alarms, compositeAlarms } }: World, { AlarmNames }: DeleteAlarmsInput): void {
  const unknown = AlarmNames!.find((name) => !alarms.get(name) && !compositeAlarms.get(name));
  if (unknown !== undefined) {
    throw alarmNotFound(unknown);
  }
  const composites = AlarmNames!.filter((name) => compositeAlarms.get(name));
  if (composites.length > 1) {
    throw validationError(`No more than one composite alarm can be deleted at a time, got ${composites.join(', ')}`);
  }
  const [parent] = composites.flatMap((name) => compositeAlarms.parentsOf(name));
  if (parent) {
    throw validationError(`Composite alarm "${composites[0]}" cannot be deleted, "${parent.name}" depends on it`);
  }
  composites.forEach((name) => compositeAlarms.delete(name));
  AlarmNames!.forEach((name) => alarms.delete(name));
}

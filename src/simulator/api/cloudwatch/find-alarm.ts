import type { Tag } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world';
import { ServiceError } from '../service-error';

/** What has tags. */
export interface TaggedAlarm {
  readonly name: string;
  readonly tags: readonly Tag[];
}

export function findAlarmByArn({ cloudwatch: { alarms, compositeAlarms } }: World, arn: string): TaggedAlarm {
  const alarm = [...alarms.all(), ...compositeAlarms.all()].find((candidate) => candidate.arn === arn);
  if (!alarm) {
    throw new ServiceError('ResourceNotFoundException', `Could not find resource "${arn}".`, 404);
  }
  return alarm;
}

export function changeTags({ cloudwatch: { alarms, compositeAlarms } }: World, alarmName: string, tags: readonly Tag[]): void {
  alarms.change(alarmName, { tags: [...tags] });
  compositeAlarms.change(alarmName, { tags });
}

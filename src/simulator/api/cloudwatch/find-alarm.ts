import type { Alarm } from '../../alarms';
import type { World } from '../../world';
import { ServiceError } from '../service-error';

export function findAlarmByArn(world: World, arn: string): Alarm {
  const alarm = world.cloudwatch.alarms.all().find((candidate) => candidate.arn === arn);
  if (!alarm) {
    throw new ServiceError('ResourceNotFoundException', `Could not find resource "${arn}".`, 404);
  }
  return alarm;
}

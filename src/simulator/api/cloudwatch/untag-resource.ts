import type { UntagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world';
import { findAlarmByArn } from './find-alarm';

export function untagResource(world: World, { ResourceARN, TagKeys }: UntagResourceInput): void {
  const { name, tags } = findAlarmByArn(world, ResourceARN!);
  world.cloudwatch.alarms.change(name, { tags: tags.filter(({ Key }) => !TagKeys!.includes(Key!)) });
}

import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-cloudwatch';
import { changeTags, findAlarmByArn } from './find-alarm';
import type { World } from '../../world';

export function untagResource(world: World, { ResourceARN, TagKeys }: UntagResourceInput): UntagResourceOutput {
  const { name, tags } = findAlarmByArn(world, ResourceARN!);
  changeTags(world, name, tags.filter(({ Key }) => !TagKeys!.includes(Key!)));
  return {};
}

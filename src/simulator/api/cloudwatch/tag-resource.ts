import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-cloudwatch';
import { changeTags, findAlarmByArn } from './find-alarm';
import type { World } from '../../world';

/** Documented: a tag whose key is there already gets the new value. */
export function tagResource(world: World, { ResourceARN, Tags }: TagResourceInput): TagResourceOutput {
  const { name, tags } = findAlarmByArn(world, ResourceARN!);
  const others = tags.filter(({ Key }) => Tags!.every((tag) => tag.Key !== Key));
  changeTags(world, name, [...others, ...Tags!]);
  return {};
}

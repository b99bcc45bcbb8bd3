import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world';
import { findAlarmByArn } from './find-alarm';

export function listTagsForResource(world: World, { ResourceARN }: ListTagsForResourceInput): ListTagsForResourceOutput {
  return { Tags: [...findAlarmByArn(world, ResourceARN!).tags] };
}

import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import { findAlarmByArn } from './find-alarm';
import type { World } from '../../world';

export function listTagsForResource(world: World, { ResourceARN }: ListTagsForResourceInput): ListTagsForResourceOutput {
  return { Tags: [...findAlarmByArn(world, ResourceARN!).tags] };
}

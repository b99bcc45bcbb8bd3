import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-sagemaker';
import { tagsOf } from './tags';
import type { World } from '../../world';

/** Documented: a tag whose key is there already gets the new value. */
export function addTags(world: World, { ResourceArn, Tags }: AddTagsInput): AddTagsOutput {
  const tags = tagsOf(world, ResourceArn!);
  for (const tag of Tags!) {
    const index = tags.findIndex(({ Key }) => Key === tag.Key);
    tags.splice(index < 0 ? tags.length : index, 1, tag);
  }
  return { Tags: [...tags] };
}

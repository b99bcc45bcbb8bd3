import type { DeleteTagsInput, DeleteTagsOutput } from '@aws-sdk/client-sagemaker';
import { tagsOf } from './tags';
import type { World } from '../../world';

export function deleteTags(world: World, { ResourceArn, TagKeys }: DeleteTagsInput): DeleteTagsOutput {
  const tags = tagsOf(world, ResourceArn!);
  const kept = tags.filter(({ Key }) => !TagKeys!.includes(Key!));
  tags.splice(0, tags.length, ...kept);
  return {};
}

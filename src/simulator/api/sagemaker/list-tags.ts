import type { ListTagsInput, ListTagsOutput } from '@aws-sdk/client-sagemaker';
import type { World } from '../../world';
import { page } from '../paging';
import { validationException } from '../service-error';
import { tagsOf } from './tags';

export function listTags(world: World, { ResourceArn, NextToken, MaxResults }: ListTagsInput): ListTagsOutput {
  const { items, nextToken } = page(tagsOf(world, ResourceArn!), {
    token: NextToken,
    size: MaxResults ?? 50,
    refuse: (token) => validationException(`Invalid NextToken "${token}".`),
  });
  return { Tags: items, NextToken: nextToken };
}

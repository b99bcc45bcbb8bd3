import type { ListModelsInput, ListModelsOutput } from '@aws-sdk/client-sagemaker';
import { list } from './list';
import type { World } from '../../world';

export function listModels(world: World, input: ListModelsInput): ListModelsOutput {
  const { items, nextToken } = list(world.sagemaker.models.byName.values(), input, 100);
  return {
    Models: items.map(({ name, arn, creationTime }) => ({ ModelName: name, ModelArn: arn, CreationTime: creationTime })),
    NextToken: nextToken,
  };
}

import type { ListEndpointConfigsInput, ListEndpointConfigsOutput } from '@aws-sdk/client-sagemaker';
import { list } from './list';
import type { World } from '../../world';

export function listEndpointConfigs(world: World, input: ListEndpointConfigsInput): ListEndpointConfigsOutput {
  const { items, nextToken } = list(world.sagemaker.endpointConfigs.values(), input, 100);
  return {
    EndpointConfigs: items.map(({ name, arn, creationTime }) => ({ EndpointConfigName: name, EndpointConfigArn: arn, CreationTime: creationTime })),
    NextToken: nextToken,
  };
}

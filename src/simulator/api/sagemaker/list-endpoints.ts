import type { ListEndpointsInput, ListEndpointsOutput } from '@aws-sdk/client-sagemaker';
import { list } from './list';
import type { World } from '../../world';

/** Documented: ten at a time, unless asked otherwise. */
export function listEndpoints(world: World, input: ListEndpointsInput): ListEndpointsOutput {
  const { items, nextToken } = list(world.sagemaker.endpoints.values(), input, 10);
  return {
    Endpoints: items.map(({ name, arn, status, creationTime, lastModifiedTime }) => ({
      EndpointName: name, EndpointArn: arn, EndpointStatus: status, CreationTime: creationTime, LastModifiedTime: lastModifiedTime,
    })),
    NextToken: nextToken,
  };
}

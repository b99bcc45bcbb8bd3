import type { DeleteEndpointInput } from '@aws-sdk/client-sagemaker';
import { findEndpoint } from './find';
import { requireStatus } from './require-status';
import type { World } from '../../world';

export function deleteEndpoint(world: World, { EndpointName }: DeleteEndpointInput): void {
  const endpoint = findEndpoint(world, EndpointName!);
  requireStatus(endpoint, 'delete', ['InService', 'OutOfService', 'Failed', 'UpdateRollbackFailed']);
  world.sagemaker.deleteEndpoint(endpoint);
}

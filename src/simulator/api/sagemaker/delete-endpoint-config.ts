import type { DeleteEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import { noteDeletion } from './deletions';
import { findEndpointConfig } from './find';
import type { World } from '../../world';

/** Documented: must not be done while an endpoint uses the config, but is not refused. */
export function deleteEndpointConfig(world: World, { EndpointConfigName }: DeleteEndpointConfigInput): void {
  const config = findEndpointConfig(world, EndpointConfigName!);
  world.sagemaker.endpointConfigs.delete(config.name);
  noteDeletion(world, `endpoint config '${config.name}'`, (fleet) => fleet.config === config);
}

import type { CreateEndpointInput, CreateEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { checkDeploymentConfig } from './deployment-rules';
import { findEndpointConfig } from './find';
import { fleetFor } from './new-fleet';

export function createEndpoint(world: World, input: CreateEndpointInput): CreateEndpointOutput {
  const name = input.EndpointName!;
  const arn = world.arn('endpoint', name);
  if (world.sagemaker.endpoints.has(name)) {
    throw validationException(`Cannot create already existing endpoint "${arn}".`);
  }
  const fleet = fleetFor(world, findEndpointConfig(world, input.EndpointConfigName!));
  checkDeploymentConfig(input.DeploymentConfig, fleet);
  world.sagemaker.createEndpoint({ name, arn, fleet, deploymentConfig: input.DeploymentConfig, tags: input.Tags ?? [] });
  return { EndpointArn: arn };
}

import type { DeploymentConfig, UpdateEndpointInput, UpdateEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { Endpoint } from '../../endpoint';
import { variantNames } from '../../fleet';
import type { EndpointConfig } from '../../fleet';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { checkDeploymentConfig } from './deployment-rules';
import { findEndpoint, findEndpointConfig } from './find';
import { greenFleetFor } from './new-fleet';
import { requireStatus } from './require-status';

export function updateEndpoint(world: World, input: UpdateEndpointInput): UpdateEndpointOutput {
  const endpoint = findEndpoint(world, input.EndpointName!);
  const config = findEndpointConfig(world, input.EndpointConfigName!);
  // Documented: an UpdateRollbackFailed endpoint is healed by another update; a Failed one can only be deleted.
  requireStatus(endpoint, 'update', ['InService', 'OutOfService', 'UpdateRollbackFailed']);
  checkVariantNames(endpoint, config);
  const deploymentConfig = deploymentConfigFor(endpoint, input);
  const green = greenFleetFor(world, endpoint, input);
  checkDeploymentConfig(deploymentConfig, green);
  world.sagemaker.updateEndpoint(endpoint, green, deploymentConfig);
  return { EndpointArn: endpoint.arn };
}

/** Documented: `RetainDeploymentConfig` reuses the last one. Chosen: one given with the request wins. */
function deploymentConfigFor(endpoint: Endpoint, input: UpdateEndpointInput): DeploymentConfig | undefined {
  return input.DeploymentConfig ?? (input.RetainDeploymentConfig ? endpoint.lastDeploymentConfig : undefined);
}

/**
 * Documented: the new config must have the variant names of the old one.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
function checkVariantNames(endpoint: Endpoint, config: EndpointConfig): void {
  const [before, after] = [variantNames(endpoint.fleet.config), variantNames(config)];
  if ([...before].sort().join() !== [...after].sort().join()) {
    throw validationException(`Endpoint configuration "${config.name}" must have the same variant names as the current one, `
      + `it has [${after.join(', ')}] and the current one has [${before.join(', ')}].`);
  }
}

import type { DesiredWeightAndCapacity, UpdateEndpointWeightsAndCapacitiesInput, UpdateEndpointWeightsAndCapacitiesOutput } from '@aws-sdk/client-sagemaker';
import type { Endpoint } from '../../endpoint';
import { variantOf } from '../../fleet';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { findEndpoint } from './find';
import { requireStatus } from './require-status';

export function updateEndpointWeightsAndCapacities(
  world: World,
  { EndpointName, DesiredWeightsAndCapacities }: UpdateEndpointWeightsAndCapacitiesInput,
): UpdateEndpointWeightsAndCapacitiesOutput {
  const endpoint = findEndpoint(world, EndpointName!);
  requireStatus(endpoint, 'update', ['InService']);
  DesiredWeightsAndCapacities!.forEach((desired) => check(endpoint, desired));
  world.sagemaker.updateWeightsAndCapacities(endpoint, DesiredWeightsAndCapacities!);
  return { EndpointArn: endpoint.arn };
}

function check(endpoint: Endpoint, { VariantName, DesiredInstanceCount, ServerlessUpdateConfig }: DesiredWeightAndCapacity): void {
  if (!variantOf(endpoint.fleet, VariantName!)) {
    const names = endpoint.fleet.variants.map(({ variant }) => variant.VariantName).join(', ');
    throw validationException(`Could not find variant "${VariantName}" of endpoint "${endpoint.arn}", it has [${names}].`);
  }
  if (DesiredInstanceCount === 0) {
    throw validationException(`DesiredInstanceCount of variant "${VariantName}" is 0. Scaling to zero is not simulated: use at least 1.`);
  }
  if (ServerlessUpdateConfig) {
    throw validationException(`ServerlessUpdateConfig of variant "${VariantName}" is not simulated.`);
  }
}

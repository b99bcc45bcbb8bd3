import type { ProductionVariant, UpdateEndpointInput } from '@aws-sdk/client-sagemaker';
import { findEndpointConfig, findModel } from './find';
import type { Endpoint } from '../../endpoint';
import { variantOf } from '../../fleet';
import type { EndpointConfig, Fleet, VariantFleet } from '../../fleet';
import type { World } from '../../world';

/** A fleet for the config, with no instances yet. */
export function fleetFor(world: World, config: EndpointConfig): Fleet {
  return {
    config,
    variants: config.input.ProductionVariants!.map((variant) => variantFleet(world, variant)),
    shadow: config.input.ShadowProductionVariants?.map((variant) => variantFleet(world, variant))[0],
  };
}

function variantFleet(world: World, variant: ProductionVariant): VariantFleet {
  const weight = variant.InitialVariantWeight ?? 1;
  return {
    variant: variant as ProductionVariant & { VariantName: string },
    model: findModel(world, variant.ModelName!),
    weight,
    desiredWeight: weight,
    instances: 0,
    launching: 0,
    desiredInstances: variant.InitialInstanceCount!,
  };
}

/**
 * The fleet that an update launches.
 *
 * Documented: counts and weights are the new config's, unless the update retains what the endpoint has now.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function greenFleetFor(world: World, endpoint: Endpoint, input: UpdateEndpointInput): Fleet {
  const fleet = fleetFor(world, findEndpointConfig(world, input.EndpointConfigName!));
  if (!input.RetainAllVariantProperties) {
    return fleet;
  }
  const excluded = (input.ExcludeRetainedVariantProperties ?? []).map(({ VariantPropertyType }) => VariantPropertyType);
  const variants = fleet.variants.map((variant): VariantFleet => {
    const now = variantOf(endpoint.fleet, variant.variant.VariantName);
    return {
      ...variant,
      ...(now && !excluded.includes('DesiredInstanceCount') ? { desiredInstances: now.desiredInstances } : {}),
      ...(now && !excluded.includes('DesiredWeight') ? { weight: now.weight, desiredWeight: now.desiredWeight } : {}),
    };
  });
  return { ...fleet, variants, ...(excluded.includes('DataCaptureConfig') ? {} : { dataCaptureConfig: endpoint.fleet.dataCaptureConfig }) };
}

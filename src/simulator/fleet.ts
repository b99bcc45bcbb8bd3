import type { CreateEndpointConfigInput, DataCaptureConfig, ProductionVariant, ProductionVariantStatus, Tag } from '@aws-sdk/client-sagemaker';
import type { Model } from './models';
import { sum } from '../rollout/sum';

export interface EndpointConfig {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly input: CreateEndpointConfigInput;
  readonly tags: Tag[];
}

/** The instances of one variant in a fleet. */
export interface VariantFleet {
  readonly variant: ProductionVariant & { readonly VariantName: string };
  /** The model as it was when the fleet was launched: it goes on serving when it is deleted. */
  readonly model: Model;
  weight: number;
  desiredWeight: number;
  /** Healthy instances. */
  instances: number;
  /** Instances that were asked for and are not healthy yet: they are paid for, and count against quotas. */
  launching: number;
  desiredInstances: number;
  status?: ProductionVariantStatus;
}

/** All the instances that serve one endpoint config on one endpoint. */
export interface Fleet {
  readonly config: EndpointConfig;
  readonly variants: readonly VariantFleet[];
  /** Gets a copy of requests to the one production variant, and answers nobody. */
  readonly shadow?: VariantFleet;
  /** Retained from an earlier config; otherwise the config's own holds. */
  readonly dataCaptureConfig?: DataCaptureConfig;
}

export function instancesIn(fleet: Fleet): number {
  return sum(fleet.variants.map(({ instances }) => instances));
}

/** Healthy or not, those of a shadow variant included. */
export function launchedInstancesIn(fleet: Fleet): number {
  return sum(allVariantsOf(fleet).map(({ instances, launching }) => instances + launching));
}

export function desiredInstancesIn(fleet: Fleet): number {
  return sum(fleet.variants.map(({ desiredInstances }) => desiredInstances));
}

export function variantOf(fleet: Fleet, variantName: string): VariantFleet | undefined {
  return fleet.variants.find(({ variant }) => variant.VariantName === variantName);
}

export function variantNames(config: EndpointConfig): string[] {
  return config.input.ProductionVariants!.map(({ VariantName }) => VariantName!);
}

/** The production variants, and the shadow variant. */
export function allVariantsOf({ variants, shadow }: Fleet): VariantFleet[] {
  return shadow ? [...variants, shadow] : [...variants];
}

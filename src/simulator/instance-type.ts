import type { ProductionVariant } from '@aws-sdk/client-sagemaker';

/** The type that a variant's instances are of: there is always capacity, so that of instance pools it is the first. */
export function instanceTypeOf({ InstanceType, InstancePools = [] }: Pick<ProductionVariant, 'InstanceType' | 'InstancePools'>): ProductionVariant['InstanceType'] {
  const [first] = [...InstancePools].sort((one, other) => one.Priority! - other.Priority!);
  return InstanceType ?? first?.InstanceType;
}

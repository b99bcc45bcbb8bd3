import type { aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { modelNameOf } from './model-name';
import { instanceTypesOf, type Variant } from './variants';

/** The variant as CloudFormation has it. */
export function renderVariant(variant: Variant): sagemaker.CfnEndpointConfig.ProductionVariantProperty {
  const { managedInstanceScaling: scaling, routingStrategy, capacityReservationArn } = variant;
  return {
    variantName: variant.variantName,
    modelName: modelNameOf(variant.model),
    ...(instanceTypesOf(variant).length === 1 && { instanceType: variant.instanceType }),
    initialInstanceCount: variant.initialInstanceCount,
    initialVariantWeight: variant.initialVariantWeight,
    volumeSizeInGb: variant.volumeSize?.toGibibytes(),
    modelDataDownloadTimeoutInSeconds: variant.modelDataDownloadTimeout?.toSeconds(),
    containerStartupHealthCheckTimeoutInSeconds: variant.containerStartupHealthCheckTimeout?.toSeconds(),
    inferenceAmiVersion: variant.inferenceAmiVersion,
    enableSsmAccess: variant.ssmAccess,
    ...(routingStrategy && { routingConfig: { routingStrategy } }),
    ...(scaling && {
      managedInstanceScaling: { status: 'ENABLED', minInstanceCount: scaling.minInstanceCount, maxInstanceCount: scaling.maxInstanceCount },
    }),
    ...(capacityReservationArn !== undefined && {
      capacityReservationConfig: { capacityReservationPreference: 'capacity-reservations-only', mlReservationArn: capacityReservationArn },
    }),
  };
}

/** Properties of a variant that older releases of aws-cdk-lib do not know, by their paths. */
export function newerProperties(variant: Variant): Array<[path: string, value: unknown]> {
  const { instanceProvisionTimeout, prefixAwareRouting: routing, coreDump, managedInstanceScaling: { scaleInPolicy } = {} } = variant;
  const pools = instanceTypesOf(variant);
  const properties: Array<[string, unknown]> = [
    ['InstancePools', pools.length > 1 ? pools.map((type, index) => pool(variant, type, index)) : undefined],
    ['VariantInstanceProvisionTimeoutInSeconds', instanceProvisionTimeout?.toSeconds()],
    ['RoutingConfig.PrefixAwareRoutingConfig', routing && { PrefixLength: routing.prefixLength, ConcurrencyThreshold: routing.concurrencyThreshold }],
    ['ManagedInstanceScaling.ScaleInPolicy', scaleInPolicy && {
      Strategy: scaleInPolicy.strategy, MaximumStepSize: scaleInPolicy.maximumStepSize, CooldownInMinutes: scaleInPolicy.cooldown?.toMinutes(),
    }],
    ['CoreDumpConfig', coreDump && { DestinationS3Uri: coreDump.bucket.s3UrlForObject(coreDump.prefix), KmsKeyId: coreDump.encryptionKey?.keyArn }],
  ];
  return properties.filter(([, value]) => value !== undefined);
}

function pool({ modelsByInstanceType = {} }: Variant, InstanceType: string, index: number): object {
  const override = modelsByInstanceType[InstanceType];
  return { InstanceType, Priority: index + 1, ...(override && { ModelNameOverride: modelNameOf(override) }) };
}

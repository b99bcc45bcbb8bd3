import { Token, type aws_sagemaker as sagemaker, type Duration } from 'aws-cdk-lib';
import { checkName } from './endpoint-name';
import type { Faults } from './faults';
import type { VariantFleet } from './fleet';
import { modelNameOf } from './model-name';
import { sum } from '../rollout/sum';
import type { Served } from './refusals/guard-dropped';
import { seconds } from './seconds';
import { LIMITS, type Limit } from '../rollout/limits';
import type { ProductionVariantProps, ShadowVariantProps, VariantOptions } from '../variant-options';

/** The properties of a variant with the defaults filled in. */
export type Variant = ProductionVariantProps & Required<Pick<ProductionVariantProps, 'variantName' | 'initialInstanceCount' | 'initialVariantWeight'>>;

/** A shadow variant, whose weight is its sampling rate. */
export type ShadowVariant = Variant & Pick<ShadowVariantProps, 'samplingPercent'>;

const VARIANT_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html';
const SHADOW_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html';

export function variantsOf(props: readonly ProductionVariantProps[]): Variant[] {
  return props.map((variant) => ({ ...named(variant, 'AllTraffic'), initialVariantWeight: variant.initialVariantWeight ?? 1 }));
}

/** The shadow variants. A weight relative to the production variant's says which share of its requests they get copies of. */
export function shadowVariantsOf(props: readonly ShadowVariantProps[], [production]: readonly Variant[]): ShadowVariant[] {
  return props.map(({ samplingPercent = 100, ...variant }) => ({
    ...named(variant, 'Shadow'), samplingPercent, initialVariantWeight: ((production?.initialVariantWeight ?? 1) * samplingPercent) / 100,
  }));
}

function named(variant: VariantOptions, name: string): VariantOptions & Required<Pick<VariantOptions, 'variantName' | 'initialInstanceCount'>> {
  return { ...variant, variantName: variant.variantName ?? name, initialInstanceCount: variant.initialInstanceCount ?? 2 };
}

/** The variants as a rollout sees them. */
export function fleetOf(variants: readonly Variant[]): VariantFleet[] {
  const weights = variants.map((variant) => variant.initialVariantWeight);
  const total = sum(weights);
  const known = !weights.some((weight) => Token.isUnresolved(weight)) && total > 0;
  return variants.map(({ variantName, initialInstanceCount, initialVariantWeight }) => ({
    variantName, instanceCount: initialInstanceCount, trafficShare: known ? initialVariantWeight / total : undefined,
  }));
}

/** What decides on whether the service guards it. */
export function servedBy({ variantName, instanceType, fallbackInstanceTypes = [], model }: Variant): Served {
  return { variantName, instanceTypes: [instanceType, ...fallbackInstanceTypes], model };
}

/** Checks the variants of one endpoint config against the limits of the service. */
export function checkVariants(faults: Faults, variants: readonly Variant[], shadows: readonly ShadowVariant[]): void {
  const { min, max, name, source } = LIMITS.productionVariants;
  if (variants.length < min || variants.length > max) {
    faults.add(`variants has ${variants.length} production variants, ${min} to ${max} are allowed (${name}, ${source}); `
      + (variants.length === 0 ? "use variants: [{ model, instanceType: 'ml.m5.xlarge' }]" : 'use several endpoints'));
  }
  variants.forEach((variant, index) => checkVariant(faults, variant, `variants[${index}]`));
  shadows.forEach((variant, index) => checkShadow(faults, variant, `shadowVariants[${index}]`));
  if (shadows.length > 0 && (shadows.length > 1 || variants.length > 1)) {
    faults.add(`shadowVariants has ${shadows.length} and variants ${variants.length}, one of each is allowed where there are shadow variants `
      + `(ShadowProductionVariants, ${SHADOW_PAGE}); use several endpoints`);
  }

  const names = [...variants, ...shadows].map((variant) => variant.variantName).filter((candidate) => !Token.isUnresolved(candidate));
  for (const repeated of new Set(names.filter((candidate, index) => names.indexOf(candidate) !== index))) {
    faults.add(`${names.filter((candidate) => candidate === repeated).length} variants are named '${repeated}', each needs a name of its own; use variantName`);
  }
}

/** The variant as CloudFormation has it. */
export function renderVariant(variant: Variant): sagemaker.CfnEndpointConfig.ProductionVariantProperty {
  const { managedInstanceScaling, routingStrategy } = variant;
  return {
    variantName: variant.variantName,
    modelName: modelNameOf(variant.model),
    ...(instancePools(variant).length === 0 && { instanceType: variant.instanceType }),
    initialInstanceCount: variant.initialInstanceCount,
    initialVariantWeight: variant.initialVariantWeight,
    volumeSizeInGb: variant.volumeSize?.toGibibytes(),
    modelDataDownloadTimeoutInSeconds: variant.modelDataDownloadTimeout?.toSeconds(),
    containerStartupHealthCheckTimeoutInSeconds: variant.containerStartupHealthCheckTimeout?.toSeconds(),
    inferenceAmiVersion: variant.inferenceAmiVersion,
    ...(routingStrategy && { routingConfig: { routingStrategy } }),
    ...(managedInstanceScaling && { managedInstanceScaling: { status: 'ENABLED', ...managedInstanceScaling } }),
  };
}

/** Properties of a variant that older releases of aws-cdk-lib do not know. */
export function instancePools({ instanceType, fallbackInstanceTypes = [], instanceProvisionTimeout }: Variant): Array<[string, unknown]> {
  const types = [instanceType, ...fallbackInstanceTypes];
  return [
    ...(types.length > 1 ? [['InstancePools', types.map((InstanceType, index) => ({ InstanceType, Priority: index + 1 }))] as [string, unknown]] : []),
    ...(instanceProvisionTimeout ? [['VariantInstanceProvisionTimeoutInSeconds', instanceProvisionTimeout.toSeconds()] as [string, unknown]] : []),
  ];
}

function checkShadow(faults: Faults, variant: ShadowVariant, what: string): void {
  checkVariant(faults, variant, what);
  const { samplingPercent = 100 } = variant;
  if (!Token.isUnresolved(samplingPercent) && !(samplingPercent > 0 && samplingPercent <= 100)) {
    faults.add(`samplingPercent of ${what} is ${samplingPercent}, more than 0 and at most 100 is needed; leave the shadow variant out if it is to get nothing`);
  }
}

function checkVariant(faults: Faults, variant: Variant, what: string): void {
  const { variantName, initialInstanceCount, initialVariantWeight, fallbackInstanceTypes = [], volumeSize } = variant;
  const of = `of ${what} '${variantName}'`;
  checkName(faults, `variantName of ${what}`, variantName);
  if (!Token.isUnresolved(initialInstanceCount) && !(Number.isInteger(initialInstanceCount) && initialInstanceCount >= 1)) {
    faults.add(`initialInstanceCount ${of} is ${initialInstanceCount}, a whole number of at least 1 is needed (InitialInstanceCount, ${VARIANT_PAGE})`);
  }
  if (!Token.isUnresolved(initialVariantWeight) && !(initialVariantWeight >= 0 && initialVariantWeight < Infinity)) {
    faults.add(`initialVariantWeight ${of} is ${initialVariantWeight}, at least 0 is needed (InitialVariantWeight, ${VARIANT_PAGE})`);
  }
  [variant.instanceType, ...fallbackInstanceTypes].forEach((instanceType) => checkInstanceType(faults, instanceType, of));
  faults.within(`the number of instance types ${of}`, 1 + fallbackInstanceTypes.length, LIMITS.instancePools, 'use fewer fallbackInstanceTypes');
  if (volumeSize) {
    faults.within(`volumeSize ${of}`, volumeSize.toGibibytes({ rounding: 0 }), LIMITS.volumeSize, 'use Size.gibibytes(1) to Size.gibibytes(512)');
  }
  const timeouts: ReadonlyArray<readonly [keyof VariantOptions, Duration | undefined, Limit]> = [
    ['instanceProvisionTimeout', variant.instanceProvisionTimeout, LIMITS.instanceProvisionTimeout],
    ['modelDataDownloadTimeout', variant.modelDataDownloadTimeout, LIMITS.modelDataDownloadTimeout],
    ['containerStartupHealthCheckTimeout', variant.containerStartupHealthCheckTimeout, LIMITS.containerStartupHealthCheckTimeout],
  ];
  timeouts.forEach(([name, timeout, limit]) => timeout && seconds(faults, `${name} ${of}`, timeout, limit));
}

function checkInstanceType(faults: Faults, instanceType: string, of: string): void {
  if (!Token.isUnresolved(instanceType) && !/^ml\.[a-z0-9-]+\.[a-z0-9-]+$/.test(instanceType)) {
    faults.add(`instanceType ${of} is '${instanceType}', a type that SageMaker hosts on is needed (${VARIANT_PAGE}); use 'ml.m5.xlarge' or the like`);
  }
}

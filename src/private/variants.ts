import { Token, type aws_sagemaker as sagemaker, type Duration } from 'aws-cdk-lib';
import { checkName } from './endpoint-name';
import type { Faults } from './faults';
import { knownTypes, launchSecondsOf, shareOf, type VariantFleet } from './fleet';
import { sum } from '../rollout/sum';
import type { Served } from './refusals/guard-dropped';
import { seconds } from './seconds';
import { isTokenNumber } from './token-number';
import { LIMITS, type Limit } from '../rollout/limits';
import { RoutingStrategy } from '../routing';
import type { ProductionVariantProps, ShadowVariantProps, VariantOptions } from '../variant-options';

/** The properties of a variant with the defaults filled in. */
export type Variant = ProductionVariantProps & Required<Pick<ProductionVariantProps, 'variantName' | 'initialInstanceCount' | 'initialVariantWeight'>>;

/** A shadow variant, whose weight is its sampling rate. */
export type ShadowVariant = Variant & Pick<ShadowVariantProps, 'samplingPercent'>;

/** The variants of one endpoint config. */
export interface DeclaredVariants {
  readonly variants: readonly Variant[];
  readonly shadows: readonly ShadowVariant[];
}

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
  const known = !weights.some(isTokenNumber);
  return variants.map((variant) => ({
    variantName: variant.variantName,
    instanceCount: variant.initialInstanceCount,
    trafficShare: known ? shareOf(variant.initialVariantWeight, total) : undefined,
    instanceTypes: knownTypes(instanceTypesOf(variant)),
    launchSeconds: launchSecondsOf(...[variant.instanceProvisionTimeout, variant.modelDataDownloadTimeout, variant.containerStartupHealthCheckTimeout]
      .map((timeout) => timeout?.toSeconds({ integral: false }))),
  }));
}

/** What decides on whether the service guards it. */
export function servedBy(variant: Variant): Served[] {
  const { variantName, model, modelsByInstanceType = {} } = variant;
  const others = Object.entries(modelsByInstanceType).map(([type, other]) => ({ variantName, instanceTypes: [type], model: other }));
  return [{ variantName, instanceTypes: instanceTypesOf(variant).filter((type) => modelsByInstanceType[type] === undefined), model }, ...others];
}

/** The types it may be on, in the order in which they are tried. */
export function instanceTypesOf({ instanceType, fallbackInstanceTypes = [] }: VariantOptions): string[] {
  return [instanceType, ...fallbackInstanceTypes];
}

/** Its model, and those for some of its types of instance. */
export function modelsOf({ model, modelsByInstanceType = {} }: Variant): sagemaker.IModelRef[] {
  return [model, ...Object.values(modelsByInstanceType)];
}

/** Checks the variants of one endpoint config against the limits of the service. */
export function checkVariants(faults: Faults, { variants, shadows }: DeclaredVariants): void {
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

function checkShadow(faults: Faults, variant: ShadowVariant, what: string): void {
  checkVariant(faults, variant, what);
  const { samplingPercent = 100 } = variant;
  if (!Token.isUnresolved(samplingPercent) && !(samplingPercent > 0 && samplingPercent <= 100)) {
    faults.add(`samplingPercent of ${what} is ${samplingPercent}, more than 0 and at most 100 is needed; leave the shadow variant out if it is to get nothing`);
  }
}

function checkVariant(faults: Faults, variant: Variant, what: string): void {
  const { variantName, initialInstanceCount, initialVariantWeight, fallbackInstanceTypes = [], volumeSize, managedInstanceScaling } = variant;
  const of = `of ${what} '${variantName}'`;
  checkName(faults, `variantName of ${what}`, variantName);
  if (!isTokenNumber(initialInstanceCount) && !(Number.isInteger(initialInstanceCount) && initialInstanceCount >= 1)) {
    faults.add(`initialInstanceCount ${of} is ${initialInstanceCount}, a whole number of at least 1 is needed (InitialInstanceCount, ${VARIANT_PAGE}); use initialInstanceCount: 2`);
  }
  if (!isTokenNumber(initialVariantWeight) && !(initialVariantWeight >= 0 && initialVariantWeight < Infinity)) {
    faults.add(`initialVariantWeight ${of} is ${initialVariantWeight}, at least 0 is needed (InitialVariantWeight, ${VARIANT_PAGE}); use 0 for a variant that gets no traffic`);
  }
  [variant.instanceType, ...fallbackInstanceTypes].forEach((instanceType) => checkInstanceType(faults, instanceType, of));
  const types = instanceTypesOf(variant);
  for (const repeated of new Set(types.filter((type, index) => !Token.isUnresolved(type) && types.indexOf(type) !== index))) {
    faults.add(`fallbackInstanceTypes ${of} has ${repeated}, which is tried before already; leave it out, or use another type`);
  }
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
  checkManagedScaling(faults, managedInstanceScaling, of);
  checkRouting(faults, variant, of);
  checkModelsByInstanceType(faults, variant, of);
}

function checkManagedScaling(faults: Faults, scaling: VariantOptions['managedInstanceScaling'], of: string): void {
  const { minInstanceCount: min, maxInstanceCount: max, scaleInPolicy: { maximumStepSize, cooldown } = {} } = scaling ?? {};
  if (min !== undefined && max !== undefined && !Token.isUnresolved(min) && !Token.isUnresolved(max) && min > max) {
    faults.add(`managedInstanceScaling ${of} has a minInstanceCount of ${min} and a maxInstanceCount of ${max}; swap them, or leave one out`);
  }
  if (maximumStepSize !== undefined) {
    faults.within(`maximumStepSize of scaleInPolicy ${of}`, maximumStepSize, LIMITS.scaleInStep, 'leave it out for one at a time');
  }
  if (cooldown) {
    faults.within(`cooldown of scaleInPolicy ${of}`, cooldown.toMinutes({ integral: false }), LIMITS.scaleInCooldown, 'use Duration.minutes(5) to Duration.days(1)');
  }
}

function checkRouting(faults: Faults, { routingStrategy, prefixAwareRouting }: Variant, of: string): void {
  if ((routingStrategy === RoutingStrategy.PREFIX_AWARE) !== (prefixAwareRouting !== undefined)) {
    faults.add(`routingStrategy ${of} is ${routingStrategy ?? 'the default'}, ${prefixAwareRouting ? 'and prefixAwareRouting is given' : 'without prefixAwareRouting'}; `
      + `RoutingStrategy.PREFIX_AWARE and prefixAwareRouting go together (RoutingConfig, ${VARIANT_PAGE})`);
  }
  if (prefixAwareRouting) {
    const { prefixLength, concurrencyThreshold } = prefixAwareRouting;
    faults.within(`prefixLength ${of}`, prefixLength, LIMITS.prefixLength, 'use the length of what the prompts have in common');
    faults.within(`concurrencyThreshold ${of}`, concurrencyThreshold, LIMITS.concurrencyThreshold, 'use what an instance can work on at the same time');
  }
}

function checkModelsByInstanceType(faults: Faults, variant: Variant, of: string): void {
  const types = instanceTypesOf(variant);
  const given = Object.keys(variant.modelsByInstanceType ?? {});
  if (given.length > 0 && types.length === 1) {
    faults.add(`modelsByInstanceType ${of} is for instance pools, and there is one type; give fallbackInstanceTypes, or use model`);
  } else if (!types.some((type) => Token.isUnresolved(type))) {
    given.filter((type) => !types.includes(type)).forEach((type) => faults.add(
      `modelsByInstanceType ${of} has a model for ${type}, which is neither its instanceType nor one of its fallbackInstanceTypes`));
  }
}

function checkInstanceType(faults: Faults, instanceType: string, of: string): void {
  if (!Token.isUnresolved(instanceType) && !/^ml\.[a-z0-9-]+\.(?:medium|large|[1-9]?\d*xlarge|metal[a-z0-9-]*)$/.test(instanceType)) {
    faults.add(`instanceType ${of} is '${instanceType}', a type that SageMaker hosts on is needed (${VARIANT_PAGE}); use 'ml.m5.xlarge' or the like`);
  }
}

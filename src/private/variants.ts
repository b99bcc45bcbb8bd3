import { Token, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { checkName } from './endpoint-name';
import type { Faults } from './faults';
import type { VariantFleet } from './fleet';
import { modelNameOf } from './model-name';
import type { ProductionVariantProps } from '../production-variant';
import { LIMITS } from '../rollout/limits';

/** The properties of a variant with the defaults filled in. */
export type Variant = Required<ProductionVariantProps>;

const VARIANT_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html';

export function variantsOf(props: readonly ProductionVariantProps[]): Variant[] {
  return props.map((variant) => ({
    model: variant.model,
    instanceType: variant.instanceType,
    variantName: variant.variantName ?? 'AllTraffic',
    initialInstanceCount: variant.initialInstanceCount ?? 2,
    initialVariantWeight: variant.initialVariantWeight ?? 1,
  }));
}

/** The variants as a rollout sees them. */
export function fleetOf(variants: readonly Variant[]): VariantFleet[] {
  const weights = variants.map((variant) => variant.initialVariantWeight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const known = !weights.some((weight) => Token.isUnresolved(weight)) && total > 0;
  return variants.map(({ variantName, initialInstanceCount, initialVariantWeight }) => ({
    variantName, instanceCount: initialInstanceCount, trafficShare: known ? initialVariantWeight / total : undefined,
  }));
}

/** Checks the variants of one endpoint config against the limits of the service. */
export function checkVariants(faults: Faults, variants: readonly Variant[]): void {
  const { min, max, name, source } = LIMITS.productionVariants;
  if (variants.length < min || variants.length > max) {
    faults.add(`variants has ${variants.length} production variants, ${min} to ${max} are allowed (${name}, ${source}); `
      + (variants.length === 0 ? "use variants: [{ model, instanceType: 'ml.m5.xlarge' }]" : 'use several endpoints'));
  }
  variants.forEach((variant, index) => checkVariant(faults, variant, index));

  const names = variants.map((variant) => variant.variantName).filter((candidate) => !Token.isUnresolved(candidate));
  for (const repeated of new Set(names.filter((candidate, index) => names.indexOf(candidate) !== index))) {
    faults.add(`${names.filter((candidate) => candidate === repeated).length} variants are named '${repeated}', each needs a name of its own; use variantName`);
  }
}

/** The variant as CloudFormation has it. */
export function renderVariant(variant: Variant): sagemaker.CfnEndpointConfig.ProductionVariantProperty {
  return {
    variantName: variant.variantName,
    modelName: modelNameOf(variant.model),
    instanceType: variant.instanceType,
    initialInstanceCount: variant.initialInstanceCount,
    initialVariantWeight: variant.initialVariantWeight,
  };
}

function checkVariant(faults: Faults, variant: Variant, index: number): void {
  const { variantName, initialInstanceCount, initialVariantWeight, instanceType } = variant;
  const of = `of variants[${index}] '${variantName}'`;
  checkName(faults, `variantName of variants[${index}]`, variantName);
  if (!Token.isUnresolved(initialInstanceCount) && !(Number.isInteger(initialInstanceCount) && initialInstanceCount >= 1)) {
    faults.add(`initialInstanceCount ${of} is ${initialInstanceCount}, a whole number of at least 1 is needed (InitialInstanceCount, ${VARIANT_PAGE})`);
  }
  if (!Token.isUnresolved(initialVariantWeight) && !(initialVariantWeight >= 0 && initialVariantWeight < Infinity)) {
    faults.add(`initialVariantWeight ${of} is ${initialVariantWeight}, at least 0 is needed (InitialVariantWeight, ${VARIANT_PAGE})`);
  }
  if (!Token.isUnresolved(instanceType) && !/^ml\.[a-z0-9-]+\.[a-z0-9-]+$/.test(instanceType)) {
    faults.add(`instanceType ${of} is '${instanceType}', a type that SageMaker hosts on is needed (${VARIANT_PAGE}); use 'ml.m5.xlarge' or the like`);
  }
}

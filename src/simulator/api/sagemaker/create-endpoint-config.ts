import type { CreateEndpointConfigInput, CreateEndpointConfigOutput, MetricsConfig, ProductionVariant } from '@aws-sdk/client-sagemaker';
import { PUBLISH_FREQUENCIES } from '../../../rollout/metric-interval';
import { instanceTypeOf } from '../../instance-type';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { findModel } from './find';

/** What would have an effect that is not simulated; the rest of a variant is kept and given back. */
const NOT_SIMULATED = ['ServerlessConfig', 'AcceleratorType'] as const satisfies ReadonlyArray<keyof ProductionVariant>;

export function createEndpointConfig(world: World, input: CreateEndpointConfigInput): CreateEndpointConfigOutput {
  const name = input.EndpointConfigName!;
  const arn = world.arn('endpoint-config', name);
  if (world.sagemaker.endpointConfigs.has(name)) {
    throw validationException(`Cannot create already existing endpoint configuration "${arn}".`);
  }
  const shadows = input.ShadowProductionVariants ?? [];
  checkShadows(input.ProductionVariants!, shadows);
  checkMetrics(input.MetricsConfig);
  const variants = [...input.ProductionVariants!, ...shadows];
  variants.forEach((variant) => checkVariant(world, variant));
  checkNames(variants);
  world.sagemaker.endpointConfigs.set(name, { name, arn, creationTime: world.clock.now, input, tags: [...input.Tags ?? []] });
  return { EndpointConfigArn: arn };
}

/** Documented: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
function checkShadows(variants: readonly ProductionVariant[], shadows: readonly ProductionVariant[]): void {
  if (shadows.length > 0 && (shadows.length > 1 || variants.length > 1)) {
    throw validationException('An endpoint configuration with ShadowProductionVariants must have exactly one production variant and one shadow variant, '
      + `it has ${variants.length} and ${shadows.length}.`);
  }
}

/** Documented: the frequencies. Chosen: how others are refused. */
function checkMetrics({ MetricPublishFrequencyInSeconds: seconds }: MetricsConfig = {}): void {
  if (seconds !== undefined && !PUBLISH_FREQUENCIES.includes(seconds)) {
    throw validationException(`MetricPublishFrequencyInSeconds must be one of ${PUBLISH_FREQUENCIES.join(', ')}, got ${seconds}.`);
  }
}

function checkVariant(world: World, variant: ProductionVariant): void {
  const name = variant.VariantName!;
  const refused = NOT_SIMULATED.find((field) => variant[field] !== undefined);
  if (refused) {
    throw validationException(`${refused} of variant "${name}" is not simulated: a variant has a number of instances. Use InstanceType and InitialInstanceCount.`);
  }
  if (variant.ManagedInstanceScaling !== undefined) {
    // Inferred, wording included, from what the service answered: https://github.com/hashicorp/terraform-provider-aws/pull/45926
    throw validationException('ManagedInstanceScaling is only supported for inference component endpoints.');
  }
  if (variant.ModelName === undefined) {
    throw validationException(`Variant "${name}" has no ModelName. Inference components are not simulated: name a model.`);
  }
  if (instanceTypeOf(variant) === undefined || variant.InitialInstanceCount === undefined) {
    throw validationException(`Variant "${name}" needs both InstanceType (or InstancePools) and InitialInstanceCount.`);
  }
  const overrides = (variant.InstancePools ?? []).flatMap(({ ModelNameOverride }) => ModelNameOverride ?? []);
  [variant.ModelName, ...overrides].forEach((model) => findModel(world, model));
}

function checkNames(variants: readonly ProductionVariant[]): void {
  const names = variants.map(({ VariantName }) => VariantName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw validationException(`Variant names must be unique within an endpoint configuration, "${twice}" is there more than once.`);
  }
}

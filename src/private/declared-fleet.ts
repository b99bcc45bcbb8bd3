import { aws_sagemaker as sagemaker, Reference, Token, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { launchSecondsOf, shareOf, type VariantFleet } from './fleet';
import type { Served } from './refusals/guard-dropped';
import { overridesOf } from './rendered-resource';
import { METRIC_INTERVAL_SECONDS, requestMetricInterval } from '../rollout/metric-interval';
import { sum } from '../rollout/sum';

/** What the app declares of an endpoint's config. */
export interface DeclaredFleet {
  readonly variants: ReadonlyArray<VariantFleet & Served>;
  readonly shadowVariantNames: readonly string[];
  readonly metricIntervalSeconds: number;
}

/** The endpoint config that an endpoint refers to, as far as the app declares it. */
export function declaredFleet(endpoint: sagemaker.CfnEndpoint): DeclaredFleet {
  const config = configOf(endpoint);
  const variants = known(config, config?.productionVariants);
  const weights = variants.map(({ initialVariantWeight = 1 }) => initialVariantWeight);
  const hidden = weights.some((weight) => Token.isUnresolved(weight));
  const total = sum(weights);
  return {
    variants: variants.map((variant, index) => ({
      variantName: variant.variantName,
      instanceCount: variant.initialInstanceCount ?? 1,
      instanceTypes: variant.instanceType === undefined ? [] : [variant.instanceType],
      trafficShare: hidden ? undefined : shareOf(weights[index], total),
      launchSeconds: launchSecondsOf(variant.modelDataDownloadTimeoutInSeconds, variant.containerStartupHealthCheckTimeoutInSeconds),
      serverless: variant.serverlessConfig !== undefined,
      accelerated: variant.acceleratorType !== undefined,
      model: modelOf(variant.modelName),
    })),
    shadowVariantNames: known(config, config?.shadowProductionVariants).map(({ variantName }) => variantName),
    metricIntervalSeconds: config ? metricInterval(config) : METRIC_INTERVAL_SECONDS,
  };
}

/** The endpoint config that an endpoint refers to, if the app declares it. */
export function configOf({ endpointConfigName }: sagemaker.CfnEndpoint): sagemaker.CfnEndpointConfig | undefined {
  const target = declaredBehind(endpointConfigName);
  return sagemaker.CfnEndpointConfig.isCfnEndpointConfig(target) ? target : undefined;
}

/**
 * The variants as they are now, also where an L2 such as that of the alpha module renders them later.
 *
 * A lazy value keeps the first result that it is asked for, so that variants added afterwards would be missing from the template: a copy is asked.
 */
function known(scope: IConstruct | undefined, variants: unknown): sagemaker.CfnEndpointConfig.ProductionVariantProperty[] {
  const list = scope && Tokenization.isResolvable(variants) ? copyOf(variants).resolve(contextOf(scope)) : variants;
  return Array.isArray(list) && !list.some((variant) => Token.isUnresolved(variant)) ? list : [];
}

/** A copy that keeps for itself what it keeps, as do those within it: later versions of the CDK have one lazy value in another. */
function copyOf(lazy: IResolvable): IResolvable {
  const inner = Object.entries(lazy).filter(([, value]) => Tokenization.isResolvable(value));
  return Object.assign(Object.create(lazy), Object.fromEntries(inner.map(([key, value]) => [key, copyOf(value)])));
}

function contextOf(scope: IConstruct): IResolveContext {
  return { scope, preparing: true, documentPath: [], resolve: (value: unknown) => value, registerPostProcessor: () => undefined };
}

/** As a property, or as an override for releases of aws-cdk-lib that do not have it. */
function metricInterval(config: sagemaker.CfnEndpointConfig): number {
  const { metricsConfig = {} } = config as unknown as { readonly metricsConfig?: Settings };
  const settings: Settings = { ...metricsConfig, ...overridesOf(config).Properties?.MetricsConfig as Settings | undefined };
  const enhanced = settings.enableEnhancedMetrics ?? settings.EnableEnhancedMetrics;
  const frequency = settings.metricPublishFrequencyInSeconds ?? settings.MetricPublishFrequencyInSeconds;
  return requestMetricInterval({ EnableEnhancedMetrics: enhanced === true, MetricPublishFrequencyInSeconds: typeof frequency === 'number' ? frequency : undefined });
}

type Settings = Readonly<Record<string, unknown>>;

function modelOf(modelName: string | undefined): sagemaker.CfnModel | undefined {
  const target = declaredBehind(modelName);
  return sagemaker.CfnModel.isCfnModel(target) ? target : undefined;
}

function declaredBehind(name: string | undefined): IConstruct | undefined {
  const token = name !== undefined && Token.isUnresolved(name) ? Tokenization.reverseString(name).firstToken : undefined;
  return Reference.isReference(token) ? token.target : undefined;
}

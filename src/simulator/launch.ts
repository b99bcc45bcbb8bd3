import type { EndpointConfig, VariantFleet } from './fleet';
import { containersOf, type Models } from './models';
import type { Settings } from './settings';

/** What a launch needs of the world. */
export interface LaunchWorld {
  readonly sagemaker: { readonly models: Models; readonly endpointConfigs: ReadonlyMap<string, EndpointConfig> };
  readonly settings: Pick<Settings, 'provisioningSeconds'>;
}

/** What comes of launching instances. */
export interface Launch {
  /** Until they are healthy, or until it is known that they will not be. */
  readonly seconds: number;
  /** Why they never become healthy. */
  readonly failure?: string;
}

/**
 * Launches that fail in a way users know, by the names that a model's behaviour gives them.
 *
 * Inferred: the wording, from what users report of FailureReason.
 * https://github.com/awslabs/llm-hosting-container/issues/18
 */
const KNOWN_FAILURES: Readonly<Record<string, (variant: VariantFleet) => string>> = {
  ImageNotFound: ({ model }) => `Requested image ${containersOf(model.input)[0]?.Image ?? ''} not found.`,
  InsufficientCapacity: () => 'Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. '
    + 'Please retry using a different ML instance type or after some time.',
  PingHealthCheck: ({ variant, model }) => `The ${containersOf(model.input).length > 1 ? 'container' : 'primary container'} for production variant `
    + `${variant.VariantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
};

/**
 * How a launch of instances for these variants goes, as their models behave when it begins.
 *
 * Chosen: it takes as long as the slowest of them; if one fails all do; and a failure shows when they should have been healthy.
 */
export function launchOf(world: LaunchWorld, config: EndpointConfig, variants: readonly VariantFleet[]): Launch {
  const provisioning = variants.map(({ model }) => world.sagemaker.models.behaviourOf(model).provisioning ?? {});
  const seconds = Math.max(...provisioning.map((one) => one.seconds ?? world.settings.provisioningSeconds));
  const failures = variants.flatMap((variant, index) => missing(world, config, variant) ?? failureOf(variant, provisioning[index].failure) ?? []);
  return { seconds, failure: failures.length > 0 ? failures[0] : undefined };
}

function failureOf(variant: VariantFleet, failure: string | undefined): string | undefined {
  return failure !== undefined && Object.hasOwn(KNOWN_FAILURES, failure) ? KNOWN_FAILURES[failure](variant) : failure;
}

/**
 * Documented: an endpoint's config and models must not be deleted while it needs them. Inferred: that its next launch fails.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 */
function missing({ sagemaker }: LaunchWorld, config: EndpointConfig, { model }: VariantFleet): string | undefined {
  if (sagemaker.endpointConfigs.get(config.name) !== config) {
    return `Could not find endpoint configuration "${config.arn}".`;
  }
  return sagemaker.models.byName.get(model.name) === model ? undefined : `Could not find model "${model.arn}".`;
}

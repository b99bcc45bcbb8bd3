import type { DeploymentConfig } from './deployment-config';

/** What the construct asks of the updater: the properties of the custom resource, as they were before CloudFormation saw them. */
export interface RolloutRequest {
  readonly endpointName: string;
  readonly endpointConfigName: string;
  /** Passed to `UpdateEndpoint` as it is; a create is not guarded, so it is not used there. */
  readonly deploymentConfig: DeploymentConfig;
  readonly tags: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
}

/** The custom resource's type, as it appears in templates. */
export const RESOURCE_TYPE = 'Custom::GuardedSageMakerEndpoint';

/** The longest a custom resource may take (`ServiceTimeout`). */
export const SERVICE_TIMEOUT_SECONDS = 3600;

/** How long the updater itself waits, which leaves it five minutes of `SERVICE_TIMEOUT_SECONDS` to answer. */
export const UPDATER_WAIT_SECONDS = 55 * 60;

/** The custom resource's properties as written to the template. */
export interface RolloutProperties {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly Rollout: string;
}

/**
 * The properties of the custom resource.
 *
 * CloudFormation hands every number and boolean of a custom resource on as a string. One JSON string arrives as it left.
 *
 * @param toJson `JSON.stringify`, or in a stack its `toJsonString`, which keeps tokens.
 */
export function encodeRequest(request: RolloutRequest, toJson: (value: unknown) => string = JSON.stringify): RolloutProperties {
  const { endpointName, endpointConfigName, ...rollout } = request;
  return { EndpointName: endpointName, EndpointConfigName: endpointConfigName, Rollout: toJson(rollout) };
}

/** The request that properties as they arrive in an event stand for. */
export function decodeRequest(properties: Readonly<Record<string, unknown>>): RolloutRequest {
  const { deploymentConfig, tags } = JSON.parse(text(properties, 'Rollout')) as Partial<RolloutRequest>;
  return {
    endpointName: text(properties, 'EndpointName'),
    endpointConfigName: text(properties, 'EndpointConfigName'),
    deploymentConfig: deploymentConfig ?? {},
    tags: tags ?? [],
  };
}

function text(properties: Readonly<Record<string, unknown>>, name: keyof RolloutProperties): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '') {
    throw new Error(`${RESOURCE_TYPE} has no property '${name}' (got ${JSON.stringify(value)}); declare it with GuardedEndpoint, which writes it`);
  }
  return value;
}

import type { DeploymentConfig } from './deployment-config';

/** What the construct asks of the updater: the properties of the custom resource, as they were before CloudFormation saw them. */
export interface RolloutRequest {
  readonly endpointName: string;
  readonly endpointConfigName: string;
  /** Passed to `UpdateEndpoint` as it is; a create is not guarded, so it is not used there. */
  readonly deploymentConfig: DeploymentConfig;
  readonly tags: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /** The production variants as the app declares them. */
  readonly variants?: readonly DeclaredVariant[];
  /** Whether to update without the alarms that are in ALARM already, instead of refusing to. */
  readonly deployDespiteAlarm?: boolean;
  /** Whether to take over an endpoint of this name, if there is one. */
  readonly adopt?: boolean;
  /** What an update has to have been through to be a success. */
  readonly verification?: DeclaredVerification;
  /** What has to agree to an update. */
  readonly hooks?: Readonly<Partial<Record<HookName, DeclaredHook>>>;
}

export interface DeclaredVerification {
  readonly minimumInvocations?: number;
  /** One after the other, in this order. */
  readonly requests?: readonly DeclaredGoldenRequest[];
}

/** A request to the endpoint whose answer is known. */
export interface DeclaredGoldenRequest {
  readonly name: string;
  readonly payload: string;
  /** Whether the payload is in base64. */
  readonly base64?: boolean;
  readonly contentType: string;
  readonly accept?: string;
  readonly targetVariant?: string;
  readonly targetModel?: string;
  readonly targetContainerHostname?: string;
  readonly expectedStatus: number;
  /** What has to be in the answer, which is JSON then. */
  readonly expectedBody?: unknown;
  /** By how much a number may differ. */
  readonly tolerance?: number;
}

export type HookName = 'beforeUpdate' | 'afterUpdate';

/** A Lambda function that is asked. */
export interface DeclaredHook {
  /** Its name or ARN. */
  readonly functionName: string;
  /** How long it may be in progress, from its first call on. */
  readonly timeoutSeconds: number;
  /** Whether the update goes on when that time is up; it fails otherwise. */
  readonly continueOnTimeout?: boolean;
}

export interface DeclaredVariant {
  readonly variantName: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly weight: number;
}

/** The custom resource's type, as it appears in templates. */
export const RESOURCE_TYPE = 'Custom::GuardedSageMakerEndpoint';

/** The longest a custom resource may take (`ServiceTimeout`). */
export const SERVICE_TIMEOUT_SECONDS = 3600;

/** How long the updater itself waits, which leaves it five minutes of `SERVICE_TIMEOUT_SECONDS` to answer. */
export const UPDATER_WAIT_SECONDS = 55 * 60;

/** The longest that a wait condition may wait. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitcondition.html */
export const WAIT_CONDITION_SECONDS = 43_200;

/** What a custom resource may answer. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export const LARGEST_RESPONSE_BYTES = 4096;

/** The custom resource's properties as written to the template. */
export interface RolloutProperties {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly Rollout: string;
  /** Where to report the end of an update that may outlast the custom resource: a wait condition's handle, as good as a credential. */
  readonly SignalUrl?: string;
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
  const { deploymentConfig, tags, ...more } = JSON.parse(text(properties, 'Rollout')) as Partial<RolloutRequest>;
  return {
    ...more,
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

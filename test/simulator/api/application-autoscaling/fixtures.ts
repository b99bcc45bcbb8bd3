import {
  ApplicationAutoScalingClient, DescribeScalingActivitiesCommand, PutScalingPolicyCommand, RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type {
  PutScalingPolicyCommandInput, RegisterScalableTargetCommandInput, ScalingActivity, TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import type { WorldOptions } from '../../../../src/simulator/world';
import { accountWithEndpoint } from '../account';
import type { Account } from '../account';

export const RESOURCE = {
  ServiceNamespace: 'sagemaker',
  ResourceId: 'endpoint/churn/variant/AllTraffic',
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
} as const;

export interface ScaledAccount extends Account {
  readonly autoscaling: ApplicationAutoScalingClient;
}

/** An endpoint `churn` of three instances. */
export async function unscaledAccount(options?: WorldOptions): Promise<ScaledAccount> {
  const made = await accountWithEndpoint(options);
  return { ...made, autoscaling: made.simulator.client(ApplicationAutoScalingClient) };
}

export function register({ autoscaling }: ScaledAccount, input: Partial<RegisterScalableTargetCommandInput> = {}) {
  return autoscaling.send(new RegisterScalableTargetCommand({ ...RESOURCE, MinCapacity: 2, MaxCapacity: 6, ...input }));
}

/** 600 requests a minute: 10 requests a second for each instance. */
export const CONFIGURATION = {
  TargetValue: 600, PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
} satisfies TargetTrackingScalingPolicyConfiguration;

export function putPolicy({ autoscaling }: ScaledAccount, input: Partial<PutScalingPolicyCommandInput> = {}) {
  return autoscaling.send(new PutScalingPolicyCommand({
    ...RESOURCE, PolicyName: 'track', PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: CONFIGURATION, ...input,
  }));
}

/** The endpoint with a policy on it that keeps from two to six instances at 10 requests a second each. */
export async function scaledAccount(configuration: Partial<TargetTrackingScalingPolicyConfiguration> = {}): Promise<ScaledAccount> {
  const made = await unscaledAccount();
  await register(made);
  await putPolicy(made, { TargetTrackingScalingPolicyConfiguration: { ...CONFIGURATION, ...configuration } });
  return made;
}

export async function instances({ sagemaker }: Account): Promise<{ current?: number; desired?: number; status?: string }> {
  const { EndpointStatus, ProductionVariants } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  const [variant] = ProductionVariants!;
  return { current: variant.CurrentInstanceCount, desired: variant.DesiredInstanceCount, status: EndpointStatus };
}

export async function activities({ autoscaling }: ScaledAccount): Promise<ScalingActivity[]> {
  return (await autoscaling.send(new DescribeScalingActivitiesCommand({ ServiceNamespace: 'sagemaker' }))).ScalingActivities!;
}

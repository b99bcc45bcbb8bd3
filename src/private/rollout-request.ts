import { Stack, type aws_cloudwatch as cloudwatch, type TagManager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { alarmReference } from './alarm-reference';
import { renderHooks } from './hooks';
import type { Variant } from './variants';
import { renderVerification } from './verification';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';
import type { DeploymentConfig } from '../rollout/deployment-config';
import type { RolloutRequest } from '../rollout/request';

interface DeclaredRollout {
  readonly endpointName: string;
  readonly endpointConfigName: string;
  readonly updatePolicy: DeploymentConfig;
  /** Those that roll an update back; none of an endpoint that goes unguarded. */
  readonly alarms?: readonly cloudwatch.IAlarmRef[];
  readonly tags: TagManager;
  readonly variants: readonly Variant[];
}

/** What is asked of the updater, as of now: guardrails and tags may still be added. */
export function rolloutRequest(scope: Construct, declared: DeclaredRollout, props: GuardedEndpointProps): RolloutRequest {
  const { endpointName, endpointConfigName, updatePolicy, alarms, tags, variants } = declared;
  return {
    endpointName,
    endpointConfigName,
    deploymentConfig: {
      ...updatePolicy,
      ...(alarms && { AutoRollbackConfiguration: { Alarms: alarms.map((alarm) => ({ AlarmName: alarmReference(scope, alarm).alarmName })) } }),
    },
    tags: Object.entries({ ...Stack.of(scope).tags.tagValues(), ...tags.tagValues() }).map(([Key, Value]) => ({ Key, Value })),
    variants: variants.map(({ variantName, instanceType, initialInstanceCount, initialVariantWeight }) => ({
      variantName, instanceType, instanceCount: initialInstanceCount, weight: initialVariantWeight,
    })),
    ...(props.deployDespiteAlarm && { deployDespiteAlarm: true }),
    ...renderVerification(props.verification),
    ...renderHooks(props.hooks),
    ...(props.adoptExisting && { adopt: true }),
  };
}

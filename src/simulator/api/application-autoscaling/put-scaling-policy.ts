import type { PutScalingPolicyRequest, PutScalingPolicyResponse, TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { scalingPolicyArn } from '../../arns';
import { uuidOf } from '../../uuid';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { findTarget } from './scalable';

const METRIC = 'SageMakerVariantInvocationsPerInstance';

/** Chosen: the alarms that the service makes for a policy are not in CloudWatch, so none are named. */
export function putScalingPolicy(world: World, input: PutScalingPolicyRequest): PutScalingPolicyResponse {
  const { ServiceNamespace, ScalableDimension, PolicyName } = input;
  const ResourceId = findTarget(world, input).ResourceId!;
  const configuration = checkedConfiguration(input);
  const before = world.autoscaling.policy(ResourceId);
  if (before && before.PolicyName !== PolicyName) {
    throw validationException(`Only one target tracking policy for a metric is allowed: '${before.PolicyName}' tracks ${METRIC} of ${ResourceId}`);
  }
  const PolicyARN = before?.PolicyARN ?? scalingPolicyArn(world, uuidOf(`scaling policy ${ResourceId} ${PolicyName}`), ResourceId, PolicyName!);
  world.autoscaling.setPolicy(ResourceId, {
    PolicyARN,
    PolicyName,
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: configuration,
    Alarms: [],
    CreationTime: before?.CreationTime ?? world.clock.now,
  });
  return { PolicyARN, Alarms: [] };
}

/** Documented: without a type, a policy is one of step scaling. */
function checkedConfiguration(
  { PolicyType = 'StepScaling', TargetTrackingScalingPolicyConfiguration: configuration }: PutScalingPolicyRequest,
): TargetTrackingScalingPolicyConfiguration {
  if (PolicyType !== 'TargetTrackingScaling') {
    throw validationException(`PolicyType ${PolicyType} is not simulated. Use TargetTrackingScaling.`);
  }
  if (!configuration) {
    throw validationException('TargetTrackingScalingPolicyConfiguration is required for a policy of the type TargetTrackingScaling');
  }
  const { CustomizedMetricSpecification, PredefinedMetricSpecification, TargetValue, ScaleOutCooldown, ScaleInCooldown } = configuration;
  if (CustomizedMetricSpecification) {
    throw validationException(`CustomizedMetricSpecification is not simulated. Use PredefinedMetricSpecification with ${METRIC}.`);
  }
  if (PredefinedMetricSpecification?.PredefinedMetricType !== METRIC) {
    throw validationException(`PredefinedMetricType ${PredefinedMetricSpecification?.PredefinedMetricType} is not simulated. Use ${METRIC}.`);
  }
  if (!(TargetValue! > 0)) {
    throw validationException(`TargetValue must be greater than 0, got ${TargetValue}`);
  }
  const negative = [ScaleOutCooldown, ScaleInCooldown].find((seconds) => seconds !== undefined && seconds < 0);
  if (negative !== undefined) {
    throw validationException(`a cooldown must be at least 0 seconds, got ${negative}`);
  }
  return configuration;
}

import type {
  PutScalingPolicyRequest, PutScalingPolicyResponse, ScalingPolicy, StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
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
  const before = world.autoscaling.policy(ResourceId, PolicyName!);
  const tracking = world.autoscaling.trackingPolicy(ResourceId);
  if ('TargetTrackingScalingPolicyConfiguration' in configuration && tracking && tracking.PolicyName !== PolicyName) {
    throw validationException(`Only one target tracking policy for a metric is allowed: '${tracking.PolicyName}' tracks ${METRIC} of ${ResourceId}`);
  }
  const PolicyARN = before?.PolicyARN ?? scalingPolicyArn(world, uuidOf(`scaling policy ${ResourceId} ${PolicyName}`), ResourceId, PolicyName!);
  world.autoscaling.putPolicy(ResourceId, {
    PolicyARN,
    PolicyName,
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
    ...configuration,
    Alarms: [],
    CreationTime: before?.CreationTime ?? world.clock.now,
  });
  return { PolicyARN, Alarms: [] };
}

type Configuration =
  | Pick<ScalingPolicy, 'PolicyType'> & { readonly TargetTrackingScalingPolicyConfiguration: TargetTrackingScalingPolicyConfiguration }
  | Pick<ScalingPolicy, 'PolicyType'> & { readonly StepScalingPolicyConfiguration: StepScalingPolicyConfiguration };

/** Documented: without a type, a policy is one of step scaling. */
function checkedConfiguration(input: PutScalingPolicyRequest): Configuration {
  const { PolicyType = 'StepScaling' } = input;
  switch (PolicyType) {
    case 'TargetTrackingScaling':
      return { PolicyType, TargetTrackingScalingPolicyConfiguration: checkedTracking(input) };
    case 'StepScaling':
      return { PolicyType, StepScalingPolicyConfiguration: checkedSteps(input) };
    default:
      throw validationException(`PolicyType ${PolicyType} is not simulated. Use TargetTrackingScaling or StepScaling.`);
  }
}

/**
 * Documented: one step may have no lower bound, one no upper bound; they must not overlap, nor leave a gap.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
function checkedSteps({ StepScalingPolicyConfiguration: configuration }: PutScalingPolicyRequest): StepScalingPolicyConfiguration {
  const { AdjustmentType, StepAdjustments = [], MetricAggregationType = 'Average', Cooldown = 0 } = configuration ?? {};
  if (!configuration || AdjustmentType === undefined || StepAdjustments.length === 0) {
    throw validationException('StepScalingPolicyConfiguration with AdjustmentType and StepAdjustments is required for a policy of the type StepScaling');
  }
  if (MetricAggregationType !== 'Average') {
    throw validationException(`MetricAggregationType ${MetricAggregationType} is not simulated. Use Average.`);
  }
  if (Cooldown < 0) {
    throw validationException(`a cooldown must be at least 0 seconds, got ${Cooldown}`);
  }
  const bounds = StepAdjustments
    .map(({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) => ({ lower, upper }))
    .sort((left, right) => left.lower - right.lower);
  const wrong = bounds.find(({ lower, upper }, index) => lower >= upper || (index > 0 && bounds[index - 1].upper !== lower));
  if (wrong) {
    throw validationException(`StepAdjustments must not overlap, nor leave a gap: look at the one from ${wrong.lower} to ${wrong.upper}`);
  }
  return configuration;
}

function checkedTracking(input: PutScalingPolicyRequest): TargetTrackingScalingPolicyConfiguration {
  const { TargetTrackingScalingPolicyConfiguration: configuration } = input;
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

import { ArnFormat, aws_applicationautoscaling as appscaling, aws_iam as iam, Stack, Token } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { Faults } from './faults';
import type { GuardedRollout } from './guarded-rollout';
import { ScalableInstanceCount } from '../scalable-instance-count';
import { warn } from './refusals/rule';
import { scalesTooLow } from './refusals/scales-too-low';

/** A variant as its endpoint declares it. */
export interface DeclaredVariant {
  readonly endpoint: Construct;
  readonly rollout: GuardedRollout;
  readonly variantName: string;
  readonly instanceTypes: readonly string[];
  /** What has to be there before the variant can be scaled. */
  readonly deployed: () => IDependable;
  readonly onScaled: () => void;
}

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html';
const SERVICE = 'sagemaker.application-autoscaling.amazonaws.com';
const SERVICE_ROLE = 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint';

export function scalableInstanceCount(variant: DeclaredVariant, props: appscaling.EnableScalingProps): ScalableInstanceCount {
  const { endpoint, rollout, variantName, instanceTypes } = variant;
  const faults = new Faults(`autoScaleInstanceCount of variant '${variantName}' of '${endpoint.node.path}'`);
  for (const instanceType of instanceTypes.filter((type) => !Token.isUnresolved(type) && /^ml\.t\d/.test(type))) {
    faults.add(`${instanceType} is a burstable type, which cannot be autoscaled (${PAGE}); use ml.m5 or another`);
  }
  const { minCapacity = 1, maxCapacity } = props;
  if (![minCapacity, maxCapacity].some((value) => Token.isUnresolved(value)) && !(minCapacity >= 0 && minCapacity <= maxCapacity)) {
    faults.add(`minCapacity is ${minCapacity} and maxCapacity ${maxCapacity}, 0 <= minCapacity <= maxCapacity is needed`);
  }
  faults.throwIfAny();
  const message = scalesTooLow(rollout, variantName, minCapacity);
  if (message !== undefined) {
    warn(endpoint, 'scales-too-low', message);
  }
  const id = Token.isUnresolved(variantName) ? 'InstanceCount' : `InstanceCount-${variantName}`;
  const scalable = new ScalableInstanceCount(endpoint, id, {
    ...props,
    serviceNamespace: appscaling.ServiceNamespace.SAGEMAKER,
    resourceId: `endpoint/${rollout.endpointName}/variant/${variantName}`,
    dimension: 'sagemaker:variant:DesiredInstanceCount',
    role: serviceRole(endpoint),
  });
  scalable.node.addDependency(variant.deployed());
  variant.onScaled();
  return scalable;
}

/** The service-linked role, which Application Auto Scaling makes itself. */
function serviceRole(endpoint: Construct): iam.IRole {
  const id = 'ScalingRole';
  return endpoint.node.tryFindChild(id) as iam.IRole | undefined ?? iam.Role.fromRoleArn(endpoint, id, Stack.of(endpoint).formatArn({
    service: 'iam', region: '', resource: `role/aws-service-role/${SERVICE}`, resourceName: SERVICE_ROLE, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  }));
}

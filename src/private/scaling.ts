import { ArnFormat, aws_applicationautoscaling as appscaling, aws_iam as iam, Stack, Token } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { Faults } from './faults';
import type { GuardedRollout } from './guarded-rollout';
import { ScalableInstanceCount, type ConcurrencyScalingProps, type InvocationsScalingProps } from '../scalable-instance-count';
import { refuseScalingOfAsync } from './refusals/not-published-for-async';
import { warn } from './refusals/rule';
import { scalesTooHigh } from './refusals/scales-too-high';
import { scalesTooLow } from './refusals/scales-too-low';

/** A variant as its endpoint declares it. */
export interface DeclaredVariant {
  readonly endpoint: Construct;
  readonly rollout: GuardedRollout;
  readonly variantName: string;
  readonly instanceTypes: readonly string[];
  /** What has to be there before the variant can be scaled. */
  readonly deployed: () => IDependable;
  readonly onScaled: (maxCapacity: number) => void;
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
  warnOfScaling(variant, props);
  const id = Token.isUnresolved(variantName) ? 'InstanceCount' : `InstanceCount-${variantName}`;
  const scalable = new CheckedInstanceCount(endpoint, id, rollout, (capacity) => warnOfScaling(variant, { ...props, ...capacity }), {
    ...props,
    serviceNamespace: appscaling.ServiceNamespace.SAGEMAKER,
    resourceId: `endpoint/${rollout.endpointName}/variant/${variantName}`,
    dimension: 'sagemaker:variant:DesiredInstanceCount',
    role: serviceRole(endpoint),
  });
  scalable.node.addDependency(variant.deployed());
  variant.onScaled(maxCapacity);
  return scalable;
}

/** Of how few and how many instances autoscaling may leave for an update to split. */
function warnOfScaling({ endpoint, rollout, variantName }: DeclaredVariant, { minCapacity = 1, maxCapacity }: appscaling.EnableScalingProps): void {
  const found = {
    'scales-too-low': scalesTooLow(rollout, variantName, minCapacity),
    'scales-too-high': scalesTooHigh(rollout, variantName, maxCapacity),
  };
  Object.entries(found).forEach(([id, message]) => message !== undefined && warn(endpoint, id, message));
}

/** Refuses to scale on what is not published, and looks at what a schedule makes of the limits. */
class CheckedInstanceCount extends ScalableInstanceCount {
  constructor(
    scope: Construct,
    id: string,
    private readonly rollout: GuardedRollout,
    private readonly check: (capacity: Partial<appscaling.EnableScalingProps>) => void,
    props: appscaling.BaseScalableAttributeProps,
  ) {
    super(scope, id, props);
  }

  public scaleOnInvocations(id: string, props: InvocationsScalingProps): void {
    this.needs('scaleOnInvocations', 'InvocationsPerInstance');
    super.scaleOnInvocations(id, props);
  }

  public scaleOnConcurrency(id: string, props: ConcurrencyScalingProps): void {
    this.needs('scaleOnConcurrency', 'ConcurrentRequestsPerModel');
    super.scaleOnConcurrency(id, props);
  }

  public scaleOnSchedule(id: string, props: appscaling.ScalingSchedule): void {
    const { minCapacity, maxCapacity } = props;
    this.check({ ...(minCapacity !== undefined && { minCapacity }), ...(maxCapacity !== undefined && { maxCapacity }) });
    super.scaleOnSchedule(id, props);
  }

  private needs(method: string, metricName: string): void {
    const faults = new Faults(`${method} of '${this.node.path}'`);
    if (this.rollout.asynchronous) {
      refuseScalingOfAsync(faults, metricName);
    }
    faults.throwIfAny();
  }
}

/** The service-linked role, which Application Auto Scaling makes itself. */
function serviceRole(endpoint: Construct): iam.IRole {
  const id = 'ScalingRole';
  return endpoint.node.tryFindChild(id) as iam.IRole | undefined ?? iam.Role.fromRoleArn(endpoint, id, Stack.of(endpoint).formatArn({
    service: 'iam', region: '', resource: `role/aws-service-role/${SERVICE}`, resourceName: SERVICE_ROLE, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  }));
}

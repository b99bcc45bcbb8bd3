import { ArnFormat, aws_applicationautoscaling as appscaling, aws_iam as iam, Stack, Token } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { Faults } from './faults';
import type { GuardedRollout } from './guarded-rollout';
import { ScalableInstanceCount, type ConcurrencyScalingProps, type InvocationsScalingProps } from '../scalable-instance-count';
import { refuseScalingOfAsync } from './refusals/not-published-for-async';
import { AUTOSCALING_PAGE, burstable, warnOfLimits } from './scaling-limits';

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

const SERVICE = 'sagemaker.application-autoscaling.amazonaws.com';
const SERVICE_ROLE = 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint';

export function scalableInstanceCount(variant: DeclaredVariant, props: appscaling.EnableScalingProps): ScalableInstanceCount {
  const { endpoint, rollout, variantName, instanceTypes } = variant;
  const faults = new Faults(`autoScaleInstanceCount of variant '${variantName}' of '${endpoint.node.path}'`);
  for (const instanceType of burstable(instanceTypes)) {
    faults.add(`${instanceType} is a burstable type, which cannot be autoscaled (${AUTOSCALING_PAGE}); use ml.m5 or another`);
  }
  const { minCapacity = 1, maxCapacity } = props;
  checkCapacity(faults, minCapacity, maxCapacity);
  faults.throwIfAny();
  const id = Token.isUnresolved(variantName) ? 'InstanceCount' : `InstanceCount-${variantName}`;
  const limits = { variantName, minCapacity, maxCapacity };
  const check = (capacity: Partial<appscaling.EnableScalingProps>): void => warnOfLimits(endpoint, rollout, { ...limits, ...capacity });
  check({});
  const scalable = new CheckedInstanceCount(endpoint, id, rollout, check, {
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

function checkCapacity(faults: Faults, minCapacity: number, maxCapacity: number): void {
  if (![minCapacity, maxCapacity].some((value) => Token.isUnresolved(value)) && !(minCapacity >= 0 && minCapacity <= maxCapacity)) {
    faults.add(`minCapacity is ${minCapacity} and maxCapacity ${maxCapacity}, 0 <= minCapacity <= maxCapacity is needed`);
  }
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
    this.needs('scaleOnInvocations', 'InvocationsPerInstance', { targetInvocationsPerInstance: props.targetInvocationsPerInstance });
    super.scaleOnInvocations(id, props);
  }

  public scaleOnConcurrency(id: string, props: ConcurrencyScalingProps): void {
    this.needs('scaleOnConcurrency', 'ConcurrentRequestsPerModel', { targetConcurrentRequestsPerModel: props.targetConcurrentRequestsPerModel });
    super.scaleOnConcurrency(id, props);
  }

  public scaleOnSchedule(id: string, props: appscaling.ScalingSchedule): void {
    const { minCapacity, maxCapacity } = props;
    const faults = new Faults(`scaleOnSchedule of '${this.node.path}'`);
    checkCapacity(faults, minCapacity ?? 0, maxCapacity ?? Infinity);
    faults.throwIfAny();
    this.check({ ...(minCapacity !== undefined && { minCapacity }), ...(maxCapacity !== undefined && { maxCapacity }) });
    super.scaleOnSchedule(id, props);
  }

  private needs(method: string, metricName: string, target: Readonly<Record<string, number>>): void {
    const faults = new Faults(`${method} of '${this.node.path}'`);
    Object.entries(target).filter(([, value]) => !Token.isUnresolved(value) && !(value > 0)).forEach(([name, value]) =>
      faults.add(`${name} is ${value}, more than 0 is needed; use what an instance was measured to bear`));
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

import type { RegisterScalableTargetRequest, RegisterScalableTargetResponse } from '@aws-sdk/client-application-auto-scaling';
import { variantId } from './scalable';
import { scalableTargetArn } from '../../arns';
import type { VariantId } from '../../autoscaling';
import { variantOf } from '../../fleet';
import { instanceTypeOf } from '../../instance-type';
import { uuidOf } from '../../uuid';
import type { World } from '../../world';
import { validationException } from '../service-error';

const ROLE = 'aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint';

/**
 * Documented: a target that is registered already keeps what the request leaves out.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function registerScalableTarget(world: World, input: RegisterScalableTargetRequest): RegisterScalableTargetResponse {
  const id = variantId(input);
  refuseUnsimulated(input);
  checkVariant(world, id);
  const before = world.autoscaling.target(input.ResourceId!);
  const MinCapacity = input.MinCapacity ?? before?.MinCapacity;
  const MaxCapacity = input.MaxCapacity ?? before?.MaxCapacity;
  if (MinCapacity === undefined || MaxCapacity === undefined) {
    throw validationException('MinCapacity and MaxCapacity are required for a target that is not registered yet');
  }
  if (MinCapacity < 1 || MinCapacity > MaxCapacity) {
    throw validationException(`MinCapacity must be from 1 to MaxCapacity, which is ${MaxCapacity}, got ${MinCapacity}`);
  }
  const ScalableTargetARN = before?.ScalableTargetARN ?? scalableTargetArn(world, uuidOf(`scalable target ${input.ResourceId}`).replaceAll('-', ''));
  world.autoscaling.register({
    ServiceNamespace: input.ServiceNamespace,
    ResourceId: input.ResourceId,
    ScalableDimension: input.ScalableDimension,
    MinCapacity,
    MaxCapacity,
    RoleARN: input.RoleARN ?? before?.RoleARN ?? `arn:aws:iam::${world.accountId}:role/${ROLE}`,
    CreationTime: before?.CreationTime ?? world.clock.now,
    ScalableTargetARN,
    SuspendedState: { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false },
  }, id);
  return { ScalableTargetARN };
}

function refuseUnsimulated({ SuspendedState, Tags }: RegisterScalableTargetRequest): void {
  if (Object.values(SuspendedState ?? {}).includes(true)) {
    throw validationException('SuspendedState is not simulated. Delete the policy to suspend scaling.');
  }
  if (Tags && Object.keys(Tags).length > 0) {
    throw validationException('Tags of a scalable target are not simulated.');
  }
}

/** Documented: burstable instances cannot be scaled. https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html */
function checkVariant({ sagemaker }: World, { endpointName, variantName }: VariantId): void {
  const endpoint = sagemaker.endpoints.get(endpointName);
  const variant = endpoint && variantOf(endpoint.fleet, variantName);
  if (!variant) {
    throw validationException(`SageMaker endpoint variant not found: endpoint '${endpointName}', variant '${variantName}'`);
  }
  const instanceType = instanceTypeOf(variant.variant)!;
  if (instanceType.startsWith('ml.t')) {
    throw validationException(`The instance type ${instanceType} of variant '${variantName}' is burstable and cannot be scaled`);
  }
}

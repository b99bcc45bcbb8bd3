import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { variantIdOf } from '../../autoscaling';
import type { VariantId } from '../../autoscaling';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { objectNotFound } from './faults';

const NAMESPACE = 'sagemaker';
const DIMENSION = 'sagemaker:variant:DesiredInstanceCount';

/** How requests name what is scaled; those that list leave parts of it out. */
export interface Scalable {
  readonly ServiceNamespace?: string;
  readonly ResourceId?: string;
  readonly ScalableDimension?: string;
}

/** Refuses by name what does not scale the instances of endpoints' variants. */
export function checkKind({ ServiceNamespace, ScalableDimension = DIMENSION }: Scalable): void {
  if (ServiceNamespace !== NAMESPACE) {
    throw validationException(`Scaling of the service namespace ${ServiceNamespace} is not simulated. Use ${NAMESPACE}.`);
  }
  if (ScalableDimension !== DIMENSION) {
    throw validationException(`Scaling of the dimension ${ScalableDimension} is not simulated. Use ${DIMENSION}.`);
  }
}

export function variantId(request: Scalable): VariantId {
  checkKind(request);
  const id = variantIdOf(request.ResourceId!);
  if (!id) {
    throw validationException(`ResourceId ${request.ResourceId} is not that of a variant: write endpoint/<endpoint>/variant/<variant>`);
  }
  return id;
}

export function findTarget(world: World, request: Scalable): ScalableTarget {
  variantId(request);
  const target = world.autoscaling.target(request.ResourceId!);
  if (!target) {
    throw objectNotFound(`No scalable target registered for service namespace: ${NAMESPACE}, resource ID: ${request.ResourceId}, scalable dimension: ${DIMENSION}`);
  }
  return target;
}

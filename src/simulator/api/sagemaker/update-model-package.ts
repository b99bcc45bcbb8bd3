import type { UpdateModelPackageInput, UpdateModelPackageOutput } from '@aws-sdk/client-sagemaker';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { findModelPackage } from './find';

/** Approves a version, or takes its approval back. */
export function updateModelPackage(world: World, input: UpdateModelPackageInput): UpdateModelPackageOutput {
  const { ModelPackageArn, ModelApprovalStatus, ApprovalDescription, ...more } = input;
  const changed = Object.keys(more);
  if (changed.length > 0) {
    throw validationException(`A change of ${changed.join(', ')} is not simulated. Change ModelApprovalStatus or ApprovalDescription, or register another version.`);
  }
  const found = findModelPackage(world, ModelPackageArn!);
  found.approvalStatus = ModelApprovalStatus ?? found.approvalStatus;
  found.approvalDescription = ApprovalDescription ?? found.approvalDescription;
  found.lastModifiedTime = world.clock.now;
  return { ModelPackageArn: found.arn };
}

import type { CreateModelPackageInput, CreateModelPackageOutput } from '@aws-sdk/client-sagemaker';
import type { ModelPackage } from '../../model-registry';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { findModelPackageGroup } from './find';

/**
 * Registers a version, which waits for its approval unless it is given with it. Versions count from 1 in each group.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-models.html
 */
export function createModelPackage(world: World, input: CreateModelPackageInput): CreateModelPackageOutput {
  if (input.ModelPackageGroupName === undefined || input.ModelPackageName !== undefined) {
    throw validationException('A model package without a version, as AWS Marketplace has them, is not simulated. Give ModelPackageGroupName and no ModelPackageName.');
  }
  const group = findModelPackageGroup(world, input.ModelPackageGroupName);
  const version = group.packages.length + 1;
  const made: ModelPackage = {
    name: group.name,
    arn: world.arn('model-package', `${group.name}/${version}`),
    group,
    version,
    creationTime: world.clock.now,
    lastModifiedTime: world.clock.now,
    input,
    approvalStatus: input.ModelApprovalStatus ?? 'PendingManualApproval',
  };
  group.packages.push(made);
  return { ModelPackageArn: made.arn };
}

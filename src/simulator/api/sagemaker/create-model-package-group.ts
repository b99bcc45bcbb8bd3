import type { CreateModelPackageGroupInput, CreateModelPackageGroupOutput } from '@aws-sdk/client-sagemaker';
import type { World } from '../../world';
import { validationException } from '../service-error';

export function createModelPackageGroup(world: World, { ModelPackageGroupName: name }: CreateModelPackageGroupInput): CreateModelPackageGroupOutput {
  const { registry } = world.sagemaker;
  const arn = world.arn('model-package-group', name!);
  if (registry.group(name!)) {
    throw validationException(`Model Package Group already exists: ${arn}`);
  }
  registry.groups.set(name!, { name: name!, arn, packages: [] });
  return { ModelPackageGroupArn: arn };
}

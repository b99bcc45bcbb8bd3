import type { ContainerDefinition, CreateModelInput, CreateModelOutput } from '@aws-sdk/client-sagemaker';
import { containersOf } from '../../models';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { findModelPackage } from './find';

export function createModel(world: World, input: CreateModelInput): CreateModelOutput {
  const name = input.ModelName!;
  const arn = world.arn('model', name);
  if (world.sagemaker.models.byName.has(name)) {
    throw validationException(`Cannot create already existing model "${arn}".`);
  }
  if ((input.PrimaryContainer === undefined) === (input.Containers === undefined)) {
    throw validationException('Exactly one of PrimaryContainer and Containers must be given.');
  }
  const containers = containersOf(input);
  if (containers.length === 0) {
    throw validationException('Containers must have at least one container.');
  }
  const images = containers.flatMap((container) => imagesOf(world, container));
  if (input.InferenceExecutionConfig?.Mode === 'Direct') {
    throw validationException('InferenceExecutionConfig.Mode "Direct" is not simulated: requests pass all the containers in order. Use "Serial".');
  }
  world.sagemaker.models.add({ name, arn, input, tags: [...input.Tags ?? []], creationTime: world.clock.now }, images);
  return { ModelArn: arn };
}

/** What a container runs; a model package that is in no registry here is told by its ARN. */
function imagesOf(world: World, container: ContainerDefinition): string[] {
  if (container.Image === undefined && container.ModelPackageName === undefined) {
    throw validationException('Either Image or ModelPackageName must be given for each container.');
  }
  if (container.Mode === 'MultiModel') {
    throw validationException('Mode "MultiModel" is not simulated: a container serves one model. Use "SingleModel".');
  }
  if (container.ModelPackageName === undefined || world.sagemaker.registry.isForeign(container.ModelPackageName)) {
    return [container.Image ?? container.ModelPackageName!];
  }
  const { arn, approvalStatus, input } = findModelPackage(world, container.ModelPackageName);
  if (approvalStatus !== 'Approved') {
    // Inferred: a version is approved before it is deployed; how the service refuses others is not documented.
    // https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html
    throw validationException(`ModelPackage ${arn} is not approved, it is ${approvalStatus}.`);
  }
  return input.InferenceSpecification?.Containers?.map(({ Image }) => Image ?? arn) ?? [arn];
}

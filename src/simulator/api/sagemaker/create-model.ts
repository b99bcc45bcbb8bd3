import type { ContainerDefinition, CreateModelInput, CreateModelOutput } from '@aws-sdk/client-sagemaker';
import { containersOf } from '../../models';
import type { World } from '../../world';
import { validationException } from '../service-error';

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
  containers.forEach(checkContainer);
  if (input.InferenceExecutionConfig?.Mode === 'Direct') {
    throw validationException('InferenceExecutionConfig.Mode "Direct" is not simulated: requests pass all the containers in order. Use "Serial".');
  }
  world.sagemaker.models.add({ name, arn, input, tags: [...input.Tags ?? []], creationTime: world.clock.now });
  return { ModelArn: arn };
}

function checkContainer(container: ContainerDefinition): void {
  if (container.Image === undefined && container.ModelPackageName === undefined) {
    throw validationException('Either Image or ModelPackageName must be given for each container.');
  }
  if (container.Mode === 'MultiModel') {
    throw validationException('Mode "MultiModel" is not simulated: a container serves one model. Use "SingleModel".');
  }
}

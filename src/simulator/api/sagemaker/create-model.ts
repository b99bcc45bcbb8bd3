import type { ContainerDefinition, CreateModelInput, CreateModelOutput } from '@aws-sdk/client-sagemaker';
import { containersOf, isDirect } from '../../models';
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
  checkModes(input);
  world.sagemaker.models.add({ name, arn, input, tags: [...input.Tags ?? []], creationTime: world.clock.now }, images);
  return { ModelArn: arn };
}

/**
 * Documented: what direct invocation needs. Inferred, wording included, from users' reports: the limit of a pipeline.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-create.html
 * https://github.com/OElesin/sagemaker-autopilot-step-functions/issues/10
 */
function checkModes(input: CreateModelInput): void {
  const containers = containersOf(input);
  if (isDirect(input) && (!input.Containers || containers.some(({ ContainerHostname }) => ContainerHostname === undefined))) {
    throw validationException('InferenceExecutionConfig.Mode "Direct" needs Containers, each with a ContainerHostname.');
  }
  if (!isDirect(input) && containers.filter(({ Mode }) => Mode === 'MultiModel').length > 1) {
    throw validationException('More than one container in MultiModel mode is not supported with inference pipeline.');
  }
  const hostnames = containers.flatMap(({ ContainerHostname }) => ContainerHostname ?? []);
  const twice = hostnames.find((hostname, index) => hostnames.indexOf(hostname) !== index);
  if (twice !== undefined) {
    throw validationException(`ContainerHostname "${twice}" is that of more than one container.`);
  }
}

/** What a container runs; a model package that is in no registry here is told by its ARN. */
function imagesOf(world: World, container: ContainerDefinition): string[] {
  if (container.Image === undefined && container.ModelPackageName === undefined) {
    throw validationException('Either Image or ModelPackageName must be given for each container.');
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

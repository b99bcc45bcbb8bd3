import { Token, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { declaredModel } from './declared-model';
import type { Faults } from './faults';
import { modelsOf, type Variant } from './variants';
import { LIMITS } from '../rollout/limits';
import type { DeclaredGoldenRequest } from '../rollout/request';

const MANY_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html';
const DIRECT_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html';

/** What a request has to say of a model, as far as the app declares it. */
interface Asked {
  /** Whether a container has many models, of which the request names one. */
  readonly manyModels: boolean;
  /** The containers of which the request names one; absent where it passes all of them. */
  readonly hostnames?: readonly string[];
}

type Targeted = Pick<DeclaredGoldenRequest, 'targetVariant' | 'targetModel' | 'targetContainerHostname'>;

/** Checks that a request asks for what the models are made of: the service answers a validation error otherwise, and no model. */
export function checkTarget(faults: Faults, title: string, request: Targeted, variants: readonly Variant[]): void {
  const { targetVariant, targetModel, targetContainerHostname: hostname } = request;
  if (targetModel !== undefined && !Token.isUnresolved(targetModel)) {
    faults.within(`the length of targetModel of ${title}`, targetModel.length, LIMITS.targetModel, 'use the path of an archive relative to where they all are');
  }
  const asked = variants.filter(({ variantName }) => targetVariant === undefined || variantName === targetVariant).flatMap(modelsOf).map(askedOf);
  if (asked.length === 0 || asked.some((one) => one === undefined)) {
    return;
  }
  const known = asked as readonly Asked[];
  if (targetModel === undefined && known.some(({ manyModels }) => manyModels)) {
    faults.add(`${title} has no targetModel, and the container has many models, of which each request names one (TargetModel, ${MANY_PAGE}); use targetModel: 'churn.tar.gz'`);
  } else if (targetModel !== undefined && !known.every(({ manyModels }) => manyModels)) {
    faults.add(`${title} has the targetModel '${targetModel}', but a container that it may ask has one model only (TargetModel, ${MANY_PAGE}); leave it out, or use ModelData.fromManyModels`);
  }
  if (hostname === undefined && known.some(({ hostnames }) => hostnames)) {
    faults.add(`${title} has no targetContainerHostname, and each request asks one of several containers (TargetContainerHostname, ${DIRECT_PAGE}); `
      + `use one of ${namesOf(known).join(', ')}`);
  } else if (hostname !== undefined && !known.every(({ hostnames = [] }) => isAmong(hostnames, hostname))) {
    const names = namesOf(known);
    faults.add(`${title} has the targetContainerHostname '${hostname}', ${names.length > 0 ? `there are ${names.join(', ')}` : 'but requests pass all containers in order'} `
      + `(TargetContainerHostname, ${DIRECT_PAGE}); ${names.length > 0 ? 'use one of them' : 'leave it out, or use ModelSource.fromDirectContainers'}`);
  }
}

/** Or may be, for all that is known. */
function isAmong(hostnames: readonly string[], hostname: string): boolean {
  return hostnames.includes(hostname) || (hostnames.length > 0 && [hostname, ...hostnames].some((name) => Token.isUnresolved(name)));
}

function namesOf(asked: readonly Asked[]): string[] {
  return [...new Set(asked.flatMap(({ hostnames = [] }) => hostnames))];
}

function askedOf(model: sagemaker.IModelRef): Asked | undefined {
  const { primaryContainer, containers, inferenceExecutionConfig } = declaredModel(model) ?? {};
  const definitions = [primaryContainer, ...(Array.isArray(containers) ? containers : [containers])].filter((one) => one !== undefined);
  if (definitions.length === 0 || [...definitions, inferenceExecutionConfig].some((one) => Token.isUnresolved(one))) {
    return undefined;
  }
  const known = definitions as readonly sagemaker.CfnModel.ContainerDefinitionProperty[];
  const { mode } = (inferenceExecutionConfig ?? {}) as Partial<sagemaker.CfnModel.InferenceExecutionConfigProperty>;
  return {
    manyModels: known.some((container) => container.mode === 'MultiModel'),
    ...(mode === 'Direct' && { hostnames: known.flatMap(({ containerHostname }) => containerHostname ?? []) }),
  };
}

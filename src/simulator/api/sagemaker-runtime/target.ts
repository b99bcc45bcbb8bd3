import type { InvokeEndpointInput } from '@aws-sdk/client-sagemaker-runtime';
import type { Endpoint, Route } from '../../endpoint';
import { isDirect, isMultiModel } from '../../models';
import { uuidOf } from '../../uuid';
import { validationError } from '../service-error';

type Asking = Pick<InvokeEndpointInput, 'TargetModel' | 'TargetContainerHostname'>;

/**
 * The container of several that a request asks, or the model that the container has to load for it.
 *
 * Documented: what is refused, by a validation error. Inferred from users' reports: the wording of what is said of TargetModel; the rest is chosen.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html
 * https://github.com/aws/amazon-sagemaker-examples/issues/1026
 * https://github.com/aws/sagemaker-tensorflow-serving-container/issues/166
 */
export function targetOf({ name }: Endpoint, { variant: { model } }: Route, { TargetModel, TargetContainerHostname }: Asking): string | undefined {
  const { input, containerBehaviours } = model;
  if (isMultiModel(input) && TargetModel === undefined) {
    throw validationError(`Request ${uuidOf(`request to ${name}`)} is missing a target model header.`);
  }
  if (!isMultiModel(input) && TargetModel !== undefined) {
    throw validationError(`Endpoint ${name} is not a multi-model endpoint and does not support target model header.`);
  }
  if (!isDirect(input) && TargetContainerHostname !== undefined) {
    throw validationError(`Endpoint ${name} is not configured for direct invocation and does not support target container hostname header.`);
  }
  if (isDirect(input) && (TargetContainerHostname === undefined || !containerBehaviours.has(TargetContainerHostname))) {
    throw validationError(`${TargetContainerHostname === undefined ? 'A target container hostname header is required' : `There is no container ${TargetContainerHostname}`} `
      + `for endpoint ${name}, which is configured for direct invocation of [${[...containerBehaviours.keys()].join(', ')}].`);
  }
  return TargetModel ?? TargetContainerHostname;
}

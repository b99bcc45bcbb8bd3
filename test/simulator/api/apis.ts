import { answer } from '../../../src/simulator/api/front-door';
import type { Behind } from '../../../src/simulator/api/front-door';
import type { Operation } from '../../../src/simulator/api/operation';
import type { Api } from '../../../src/simulator/api/protocols/protocol';
import { SERVICE_MODELS } from '../../../src/simulator/api/service-model.generated';
import type { WireRequest, WireResponse } from '../../../src/simulator/api/wire';

/** A service with its real model and operations made up for a test. */
export function api(service: 'sagemaker' | 'cloudwatch' | 'sagemaker-runtime', operations: Record<string, Operation>): Api {
  const model = SERVICE_MODELS[service];
  return { id: service, model, service: { signingName: model.signingName, targetPrefix: model.targetPrefix ?? '', operations } };
}

/** The answer of an operation that has nothing to wait for. */
export function answerNow(behind: Behind, request: WireRequest, requestNumber: number): WireResponse {
  const response = answer(behind, request, requestNumber);
  if (response instanceof Promise) {
    throw new Error('the answer comes later');
  }
  return response;
}

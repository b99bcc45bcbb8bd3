import type { Operation } from '../../../src/simulator/api/operation';
import type { Api } from '../../../src/simulator/api/protocols/protocol';
import { SERVICE_MODELS } from '../../../src/simulator/api/service-model.generated';

/** A service with its real model and operations made up for a test. */
export function api(service: 'sagemaker' | 'cloudwatch' | 'sagemaker-runtime', operations: Record<string, Operation>): Api {
  const model = SERVICE_MODELS[service];
  return { id: service, model, service: { signingName: model.signingName, targetPrefix: model.targetPrefix ?? '', operations } };
}

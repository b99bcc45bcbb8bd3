import { gunzipSync } from 'node:zlib';
import { addressee, operationFor, protocolOf } from './addressee';
import { serializationException } from './protocols/faults';
import type { Api, Protocol } from './protocols/protocol';
import { ServiceError } from './service-error';
import { errorShapeOf } from './service-model';
import type { ServiceModel } from './service-model';
import { violations, wording } from './validate';
import type { WireRequest, WireResponse } from './wire';
import { errorOf } from '../faults';
import type { Fault } from '../faults';
import { uuidOf } from '../uuid';
import type { World } from '../world';

/** Chosen, after what CloudWatch documents for PutMetricData; a payload that is the body has its own limit in the service's model. */
const MAXIMUM_BODY_BYTES = 1024 * 1024;

/** What stands behind the front door. */
export interface Behind {
  readonly world: World;
  readonly apis: readonly Api[];
  /** The fault that the next request to this operation meets, if any. */
  readonly strike?: (service: string, operation: string) => Fault | undefined;
}

/** One request to a simulated service and its answer; whatever arrives, there is an answer. */
export function answer(behind: Behind, request: WireRequest, requestNumber: number): Soon<WireResponse> {
  const protocol = protocolOf(request);
  const requestId = uuidOf(`request ${requestNumber}`);
  const response = attempt(behind, protocol, request, requestId);
  const numbered = (one: WireResponse) => ({ ...one, headers: { ...one.headers, 'x-amzn-requestid': requestId } });
  return response instanceof Promise ? response.then(numbered) : numbered(response);
}

/** Now, except where an operation has to wait for a model's own server. */
type Soon<Value> = Value | Promise<Value>;

function attempt({ world, apis, strike }: Behind, protocol: Protocol, compressed: WireRequest, requestId: string): Soon<WireResponse> {
  let model: ServiceModel | undefined;
  const refused = (error: unknown) => protocol.refuse(model, error instanceof ServiceError ? error : internalFailure(error), requestId);
  try {
    const request = protocol.opaqueBody ? compressed : inflated(compressed);
    const call = addressee(protocol, apis, request);
    model = call.api.model;
    const operation = operationFor(call);
    checkSize(protocol, request);
    const fault = strike?.(call.api.id, call.operation);
    if (fault && !fault.performed && fault.kind !== 'slow') {
      return struck(fault, protocol, model, requestId);
    }
    const input = protocol.read(model, call.operation, request);
    checkInput(model, call.operation, input);
    const output = operation(world, input);
    const { model: of } = call.api;
    const answered = (value: unknown) => {
      const response = protocol.answer(of, call.operation, value, requestId);
      return fault ? struck(fault, protocol, of, requestId, response) : response;
    };
    return output instanceof Promise ? output.then(answered).catch(refused) : answered(output);
  } catch (error) {
    return refused(error);
  }
}

/** What the caller gets in place of the answer, or the answer, late. */
function struck(fault: Fault, protocol: Protocol, model: ServiceModel, requestId: string, response?: WireResponse): WireResponse {
  const error = errorOf(fault);
  const answered = error ? protocol.refuse(model, error, requestId) : response ?? { status: 500, headers: {}, body: new Uint8Array() };
  switch (fault.kind) {
    case 'slow':
      return { ...answered, delivery: { delayMs: fault.delayMs ?? 1000 } };
    case 'dropped':
      return { ...answered, delivery: { dropped: true } };
    default:
      return answered;
  }
}

/** CloudWatch clients compress long requests: https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait */
function inflated(request: WireRequest): WireRequest {
  if (request.headers['content-encoding'] !== 'gzip') {
    return request;
  }
  try {
    return { ...request, body: gunzipSync(request.body, { maxOutputLength: MAXIMUM_BODY_BYTES }) };
  } catch (error) {
    throw serializationException(`the body is not gzip (content-encoding), or larger than ${MAXIMUM_BODY_BYTES} bytes: ${(error as Error).message}`);
  }
}

function checkSize(protocol: Protocol, { body }: WireRequest): void {
  if (!protocol.opaqueBody && body.length > MAXIMUM_BODY_BYTES) {
    throw new ServiceError('RequestEntityTooLargeException', `the body has ${body.length} bytes, at most ${MAXIMUM_BODY_BYTES} are taken`, 413);
  }
}

function checkInput(model: ServiceModel, operation: string, input: unknown): void {
  const shape = model.operations[operation].input;
  const found = shape === undefined ? [] : violations(model, shape, input);
  if (found.length > 0) {
    // The runtime's model has a name of its own for what the other services call a ValidationException.
    throw new ServiceError(errorShapeOf(model, 'ValidationError') ? 'ValidationError' : 'ValidationException', wording(found));
  }
}

function internalFailure(error: unknown): ServiceError {
  console.error(error);
  return new ServiceError('InternalFailure', 'the simulator failed while it answered this request; its error output has the stack', 500);
}

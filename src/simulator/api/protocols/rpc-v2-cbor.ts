import { cbor, dateToTag } from '@smithy/core/cbor';
import { Reader, written } from '../convert';
import { faultOf, serializationException, unknownOperation } from './faults';
import { jsonScalar, mismatch, writtenDate } from './json-scalars';
import type { Api, Call, Protocol } from './protocol';
import type { ServiceError } from '../service-error';
import type { ServiceModel, Shape } from '../service-model';
import type { WireRequest, WireResponse } from '../wire';

/** Remote procedure calls in CBOR: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export class RpcV2Cbor implements Protocol {
  readonly opaqueBody = false;

  address(apis: readonly Api[], request: WireRequest): Call {
    const [, service, operation] = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path) ?? [];
    const api = apis.find(({ model }) => model.targetPrefix !== undefined && model.targetPrefix === service);
    if (!api) {
      const known = apis.flatMap(({ model }) => model.targetPrefix ?? []).join(', ');
      throw unknownOperation(`no simulated service is at '${request.path.slice(0, 200)}'; there are /service/{${known}}/operation/<Operation>`, 404);
    }
    return { api, operation };
  }

  read(model: ServiceModel, operation: string, request: WireRequest): unknown {
    const { input } = model.operations[operation];
    return input === undefined ? {} : new Reader(model, cborScalar, mismatch).read(input, parsed(request));
  }

  answer(model: ServiceModel, operation: string, output: unknown): WireResponse {
    const shape = model.operations[operation].output;
    return cborResponse(200, shape === undefined ? {} : written(model, shape, output, writtenCbor));
  }

  refuse(model: ServiceModel | undefined, error: ServiceError): WireResponse {
    const fault = faultOf(model, error);
    return cborResponse(fault.status, { __type: fault.name, ...fault.fields }, model?.queryCompatible
      ? { 'x-amzn-query-error': `${fault.queryCode};${fault.blame}` }
      : {});
  }
}

function parsed(request: WireRequest): unknown {
  if (request.body.length === 0) {
    return {};
  }
  try {
    return cbor.deserialize(request.body);
  } catch (error) {
    throw serializationException(`the body is not CBOR: ${(error as Error).message}`);
  }
}

function cborResponse(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...headers },
    // The serializer hands out its own buffer, which the next call writes over.
    body: Uint8Array.from(cbor.serialize(value)),
  };
}

/** Like JSON's, but for blobs, which are bytes, and dates, which come as a tagged number. */
function cborScalar(shape: Shape, value: unknown, path: string): unknown {
  if (shape.type === 'blob' && value instanceof Uint8Array) {
    return value;
  }
  const number = typeof value === 'bigint' ? Number(value) : value;
  return jsonScalar(shape, shape.type === 'timestamp' ? epochSecondsOf(number) : number, path);
}

function epochSecondsOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'tag' in value && 'value' in value ? value.value : value;
}

function writtenCbor(shape: Shape, value: unknown, path: string): unknown {
  return shape.type === 'timestamp' ? dateToTag(writtenDate(value, path)) : value;
}

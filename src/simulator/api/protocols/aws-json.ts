import { Reader, written } from '../convert';
import { jsonResponse, textOf } from '../wire';
import { faultOf, serializationException, unknownOperation } from './faults';
import { jsonScalar, mismatch, writtenScalar } from './json-scalars';
import type { Api, Call, Protocol } from './protocol';
import type { ServiceError } from '../service-error';
import type { ServiceModel } from '../service-model';
import type { WireRequest, WireResponse } from '../wire';

/** AWS JSON 1.0 and 1.1, alike but for the content type: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export class AwsJson implements Protocol {
  readonly opaqueBody = false;
  private readonly contentType: string;

  constructor(version: '1.0' | '1.1') {
    this.contentType = `application/x-amz-json-${version}`;
  }

  address(apis: readonly Api[], request: WireRequest): Call {
    const target = request.headers['x-amz-target'] ?? '';
    const dot = target.lastIndexOf('.');
    const prefix = target.slice(0, Math.max(dot, 0));
    const api = apis.find(({ model }) => model.targetPrefix !== undefined && model.targetPrefix === prefix);
    if (!api) {
      const known = apis.flatMap(({ model }) => model.targetPrefix ?? []).join(', ');
      throw unknownOperation(`no simulated service has the target '${target}' (X-Amz-Target); there are ${known}, each followed by .<Operation>`);
    }
    return { api, operation: target.slice(dot + 1) };
  }

  read(model: ServiceModel, operation: string, request: WireRequest): unknown {
    const { input } = model.operations[operation];
    return input === undefined ? {} : new Reader(model, jsonScalar, mismatch).read(input, parsed(request));
  }

  answer(model: ServiceModel, operation: string, output: unknown): WireResponse {
    const shape = model.operations[operation].output;
    return shape === undefined
      ? { status: 200, headers: { 'content-type': this.contentType }, body: new Uint8Array() }
      : jsonResponse(200, this.contentType, written(model, shape, output, writtenScalar));
  }

  refuse(model: ServiceModel | undefined, error: ServiceError): WireResponse {
    const fault = faultOf(model, error);
    return jsonResponse(fault.status, this.contentType, { __type: fault.name, ...fault.fields }, {
      'x-amzn-errortype': fault.name,
      // Clients that knew the query protocol's codes go on seeing them.
      // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
      ...(model?.queryCompatible ? { 'x-amzn-query-error': `${fault.queryCode};${fault.blame}` } : {}),
    });
  }
}

function parsed(request: WireRequest): unknown {
  const text = textOf(request.body).trim();
  if (text === '') {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw serializationException(`the body is not JSON: ${(error as Error).message}`);
  }
}

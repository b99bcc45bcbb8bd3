import { Reader, written } from '../convert';
import { signingNameIn } from '../signature';
import { textOf } from '../wire';
import { faultOf, unknownOperation } from './faults';
import { mismatch } from './json-scalars';
import type { Api, Call, Protocol } from './protocol';
import { structured, treeOf } from './query-tree';
import { textScalar, writtenText } from './text-scalars';
import { xmlOf } from './xml';
import type { ServiceError } from '../service-error';
import type { ServiceModel } from '../service-model';
import type { WireRequest, WireResponse } from '../wire';
import { element, escaped, xmlResponse } from '../xml';

/** The query protocol of older clients: a form in, XML out: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export class AwsQuery implements Protocol {
  readonly opaqueBody = false;

  address(apis: readonly Api[], request: WireRequest): Call {
    const parameters = parametersOf(request);
    const signedFor = signingNameIn(request);
    const speaking = apis.filter(({ model }) => model.xmlNamespace !== undefined);
    const api = speaking.find(({ model }) => signedFor === model.signingName)
      ?? speaking.find(({ model }) => signedFor === undefined && parameters.get('Version') === model.version);
    if (!api) {
      const known = speaking.map(({ model }) => `${model.name} (Version=${model.version})`).join(', ');
      throw unknownOperation(`no simulated service takes Action=${parameters.get('Action')}, Version=${parameters.get('Version')}; there is ${known}`);
    }
    return { api, operation: parameters.get('Action') ?? '' };
  }

  read(model: ServiceModel, operation: string, request: WireRequest): unknown {
    const { input } = model.operations[operation];
    if (input === undefined) {
      return {};
    }
    return new Reader(model, textScalar, mismatch).read(input, structured(model, input, treeOf(parametersOf(request), isSignedInQuery(request))));
  }

  answer(model: ServiceModel, operation: string, output: unknown, requestId: string): WireResponse {
    const shape = model.operations[operation].output;
    const result = shape === undefined
      ? ''
      : element(`${operation}Result`, xmlOf(model, shape, written(model, shape, output, writtenText)));
    return xmlResponse(200, element(`${operation}Response`, result + element('ResponseMetadata', element('RequestId', requestId)), inNamespace(model)));
  }

  refuse(model: ServiceModel | undefined, error: ServiceError, requestId: string): WireResponse {
    const fault = faultOf(model, error);
    const details = element('Type', fault.blame) + element('Code', escaped(fault.queryCode)) + element('Message', escaped(error.message));
    return xmlResponse(fault.status, element('ErrorResponse', element('Error', details) + element('RequestId', requestId), inNamespace(model)));
  }
}

function inNamespace(model?: ServiceModel): Record<string, string> {
  return model?.xmlNamespace === undefined ? {} : { xmlns: model.xmlNamespace };
}

function parametersOf(request: WireRequest): Map<string, string> {
  const body = new URLSearchParams(textOf(request.body));
  return new Map([...Object.entries(request.query), ...body]);
}

function isSignedInQuery({ query }: WireRequest): boolean {
  return Object.hasOwn(query, 'X-Amz-Credential') || Object.hasOwn(query, 'AWSAccessKeyId');
}

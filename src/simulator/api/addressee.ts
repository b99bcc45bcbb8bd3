import type { Operation } from './operation';
import { AwsJson } from './protocols/aws-json';
import { AwsQuery } from './protocols/aws-query';
import { unknownOperation } from './protocols/faults';
import type { Api, Call, Protocol } from './protocols/protocol';
import { RestJson } from './protocols/rest-json';
import { RpcV2Cbor } from './protocols/rpc-v2-cbor';
import { operationOf } from './service-model';
import { signingNameIn } from './signature';
import type { WireRequest } from './wire';

const AWS_JSON_1_0 = new AwsJson('1.0');
const AWS_JSON_1_1 = new AwsJson('1.1');
const AWS_QUERY = new AwsQuery();
const REST_JSON = new RestJson();
const RPC_V2_CBOR = new RpcV2Cbor();

/** The protocol that a request is written in, read off its headers as the services do. */
export function protocolOf(request: WireRequest): Protocol {
  const contentType = request.headers['content-type'] ?? '';
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') {
    return RPC_V2_CBOR;
  }
  if (request.headers['x-amz-target'] !== undefined || contentType.startsWith('application/x-amz-json-')) {
    return contentType.startsWith('application/x-amz-json-1.0') ? AWS_JSON_1_0 : AWS_JSON_1_1;
  }
  if (request.path === '/' && (contentType.startsWith('application/x-www-form-urlencoded') || Object.hasOwn(request.query, 'Action'))) {
    return AWS_QUERY;
  }
  return REST_JSON;
}

/** Which API the request is meant for, before anything else is known about it. */
export function addressee(protocol: Protocol, apis: readonly Api[], request: WireRequest): Call {
  const signedFor = signingNameIn(request);
  if (signedFor !== undefined && !apis.some(({ model }) => model.signingName === signedFor)) {
    const known = apis.map(({ model }) => `${model.name} (${model.signingName})`).join(', ');
    throw unknownOperation(`the service '${signedFor}' is not simulated; simulated are ${known}`);
  }
  return protocol.address(apis, request);
}

/** The operation that a call names; one that is not simulated is refused by name. */
export function operationFor({ api: { model, service }, operation }: Call): Operation {
  if (operationOf(model, operation) && Object.hasOwn(service.operations, operation)) {
    return service.operations[operation];
  }
  const simulated = Object.keys(service.operations).sort().join(', ');
  throw operationOf(model, operation) || Object.hasOwn(model.otherOperations, operation)
    ? unknownOperation(`${model.name} has the operation ${operation}, but it is not simulated; simulated are ${simulated}`)
    : unknownOperation(`${model.name} has no operation '${operation.slice(0, 100)}'; simulated are ${simulated}`);
}

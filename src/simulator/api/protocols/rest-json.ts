import { checkMembers } from '../convert';
import { membersOf, shapeOf } from '../service-model';
import { jsonResponse } from '../wire';
import { faultOf, serializationException, unknownOperation } from './faults';
import type { Api, Call, Protocol } from './protocol';
import type { ServiceError } from '../service-error';
import type { ServiceModel } from '../service-model';
import type { WireRequest, WireResponse } from '../wire';

/**
 * REST JSON, as far as the SageMaker Runtime has it: names in the path, text in headers, and a payload that is the body.
 *
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export class RestJson implements Protocol {
  readonly opaqueBody = true;

  address(apis: readonly Api[], request: WireRequest): Call {
    for (const api of apis) {
      const found = request.method === 'POST' && pathsOf(api.model).find(([, path]) => path !== '/' && labelsOf(path, request.path));
      if (found) {
        return { api, operation: found[0] };
      }
    }
    const known = apis.flatMap(({ model }) => Object.values(model.operations).flatMap(({ path }) => path ? `POST ${path}` : []));
    throw unknownOperation(
      `nothing is simulated at ${request.method} ${request.path.slice(0, 200)}; requests go to POST / with X-Amz-Target or Action, `
      + `or to ${known.join(', ')}; GET /_simulator lists the control API`, 404);
  }

  read(model: ServiceModel, operation: string, request: WireRequest): unknown {
    const { input, path } = model.operations[operation];
    const shape = shapeOf(model, input!);
    const labels = labelsOf(path!, request.path)!;
    const values = membersOf(shape).map((member) => {
      switch (member.location) {
        case 'uri':
          return [member.name, labels[member.locationName]];
        case 'header':
          return [member.name, request.headers[member.locationName.toLowerCase()]];
        default:
          return [member.name, member.name === shape.payload ? request.body : undefined];
      }
    });
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }

  answer(model: ServiceModel, operation: string, output: unknown): WireResponse {
    const shape = shapeOf(model, model.operations[operation].output!);
    const values = output as Readonly<Record<string, unknown>>;
    checkMembers(shape, values, operation);
    const headers = membersOf(shape).flatMap((member) =>
      member.location === 'header' && values[member.name] !== undefined ? [[member.locationName.toLowerCase(), String(values[member.name])]] : []);
    return { status: 200, headers: Object.fromEntries(headers), body: values[shape.payload!] as Uint8Array };
  }

  refuse(model: ServiceModel | undefined, error: ServiceError): WireResponse {
    const fault = faultOf(model, error);
    return jsonResponse(fault.status, 'application/json', fault.fields, { 'x-amzn-errortype': fault.name });
  }
}

function pathsOf(model: ServiceModel): Array<[string, string]> {
  return [...Object.entries(model.operations).map(([name, { path }]): [string, string] => [name, path ?? '/']), ...Object.entries(model.otherOperations)];
}

/** The labels of a path such as `/endpoints/{EndpointName}/invocations`, if the request's path is of that form. */
function labelsOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (given.length !== wanted.length) {
    return undefined;
  }
  const labels: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('{')) {
      labels[segment.slice(1, -1)] = decoded(given[index]);
    } else if (segment !== given[index]) {
      return undefined;
    }
  }
  return labels;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw serializationException(`the path segment '${segment.slice(0, 100)}' is not valid percent-encoding`);
  }
}

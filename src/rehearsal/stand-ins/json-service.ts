import { randomUUID } from 'node:crypto';
import { jsonResponse, textOf, type WireRequest, type WireResponse } from '../../simulator/api/wire';

/** An error of a stand-in, in the service's own name. */
export class StandInError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

type Operation = (input: Record<string, unknown>) => unknown;

/** As much of an AWS JSON service as a rehearsed Lambda function calls. */
export class JsonService {
  constructor(
    private readonly targetPrefix: string,
    private readonly contentType: string,
    private readonly operations: Readonly<Record<string, Operation>>,
  ) {}

  owns(request: WireRequest): boolean {
    return request.headers['x-amz-target']?.startsWith(`${this.targetPrefix}.`) ?? false;
  }

  handle(request: WireRequest): WireResponse {
    const name = request.headers['x-amz-target'].slice(this.targetPrefix.length + 1);
    const headers = { 'x-amzn-requestid': randomUUID() };
    try {
      const operation = Object.hasOwn(this.operations, name) ? this.operations[name] : undefined;
      if (!operation) {
        const simulated = Object.keys(this.operations).join(', ');
        throw new StandInError('UnknownOperationException', `${this.targetPrefix}.${name} is not simulated in a rehearsal, these are: ${simulated}`);
      }
      return jsonResponse(200, this.contentType, operation(JSON.parse(textOf(request.body))), headers);
    } catch (error) {
      const code = error instanceof StandInError ? error.code : 'SerializationException';
      return jsonResponse(400, this.contentType, { __type: code, message: (error as Error).message }, { ...headers, 'x-amzn-errortype': code });
    }
  }
}

import { ServiceError } from '../service-error';
import { errorShapeOf, membersOf } from '../service-model';
import type { ServiceModel } from '../service-model';

/** An error with the names and the status that the service's own model has for it. */
export interface Fault {
  readonly name: string;
  /** The name in the query protocol, which is often another one. */
  readonly queryCode: string;
  readonly status: number;
  readonly blame: 'Sender' | 'Receiver';
  /** The error's body, without its name. */
  readonly fields: Readonly<Record<string, unknown>>;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html
const QUERY_CODES = new Map([
  ['ThrottlingException', 'Throttling'],
  ['ValidationException', 'ValidationError'],
  ['UnknownOperationException', 'InvalidAction'],
  ['SerializationException', 'MalformedInput'],
]);

export function faultOf(model: ServiceModel | undefined, error: ServiceError): Fault {
  const modelled = model && errorShapeOf(model, error.code);
  const status = modelled?.shape.error?.status ?? error.status;
  const messageField = modelled && membersOf(modelled.shape).find(({ name }) => name.toLowerCase() === 'message')?.name;
  return {
    name: modelled?.name ?? error.code,
    queryCode: modelled?.shape.error?.code ?? QUERY_CODES.get(error.code) ?? error.code,
    status,
    blame: status < 500 ? 'Sender' : 'Receiver',
    fields: { [messageField ?? 'message']: error.message, ...error.fields },
  };
}

export function serializationException(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}

export function unknownOperation(message: string, status = 400): ServiceError {
  return new ServiceError('UnknownOperationException', message, status);
}

import { ServiceError } from '../service-error';

export function objectNotFound(message: string): ServiceError {
  return new ServiceError('ObjectNotFoundException', message);
}

export function invalidNextToken(token: string): ServiceError {
  return new ServiceError('InvalidNextTokenException', `The next token "${token}" is not valid.`);
}

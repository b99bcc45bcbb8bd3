import { ServiceError } from '../service-error';

export function invalidValue(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}

export function invalidCombination(message: string): ServiceError {
  return new ServiceError('InvalidParameterCombination', message);
}

/** How PutMetricAlarm refuses what its model's constraints allow. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

export function invalidNextToken(token: string): ServiceError {
  return new ServiceError('InvalidNextToken', `The next token "${token}" is not valid.`);
}

export function alarmNotFound(alarmName: string): ServiceError {
  return new ServiceError('ResourceNotFound', `Unknown alarm "${alarmName}".`, 404);
}

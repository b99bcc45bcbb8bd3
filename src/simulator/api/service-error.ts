/** An error as the service would answer it: its code, its words, its HTTP status. */
export class ServiceError extends Error {
  constructor(readonly code: string, message: string, readonly status: number = 400) {
    super(message);
    this.name = code;
  }
}

/** How SageMaker words most refusals: a `ValidationException`, HTTP 400. */
export function validationException(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

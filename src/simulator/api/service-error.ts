/** An error as the service would answer it: its code, its words, its HTTP status. */
export class ServiceError extends Error {
  /** `fields` are what the error's own shape holds beside its message, e.g. a `ModelError`'s `OriginalStatusCode`. */
  constructor(readonly code: string, message: string, readonly status: number = 400, readonly fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
  }
}

/** How SageMaker words most refusals: a `ValidationException`, HTTP 400. */
export function validationException(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** How the runtime words most refusals: a `ValidationError`, HTTP 400. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

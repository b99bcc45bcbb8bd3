import { ServiceError } from '../service-error';

/** The body of a request to the control API, checked for fields that nothing reads. */
export function onlyFields(body: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw invalid(`unknown field ${unknown.map((name) => `'${name}'`).join(', ')}; there are ${known.map((name) => `'${name}'`).join(', ')}`);
  }
}

export function numberIn(body: Readonly<Record<string, unknown>>, name: string, example: number): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw invalid(`'${name}' is ${JSON.stringify(value) ?? 'missing'}, a number is needed, such as {"${name}": ${example}}`);
  }
  return value;
}

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

import { serializationException } from './faults';
import type { ServiceError } from '../service-error';
import type { Shape } from '../service-model';

const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];
const ARTICLES: Record<string, string> = { integer: 'an integer', timestamp: 'a timestamp (epoch seconds, or ISO 8601)', blob: 'base64 text' };

/** JSON's spelling of a scalar, in the SDK's type: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#shape-serialization */
export function jsonScalar(shape: Shape, value: unknown, path: string): unknown {
  const read = readScalar(shape, value);
  if (read === undefined) {
    throw mismatch(path, shape.type, value);
  }
  return read;
}

export function mismatch(path: string, expected: string, value: unknown): ServiceError {
  const where = path === '' ? 'the body' : `the value at '${path}'`;
  return serializationException(`${where} is ${kindOf(value)}, which can not be converted to ${ARTICLES[expected] ?? `a ${expected}`}`);
}

/** Dates are epoch seconds, and numbers that JSON has no spelling for are text. */
export function writtenScalar(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.type) {
    case 'timestamp':
      return writtenDate(value, path).getTime() / 1000;
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  }
}

export function writtenDate(value: unknown, path: string): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new Error(`the answer has no valid Date at '${path}', but ${kindOf(value)}`);
  }
  return value;
}

export function dateOf(value: unknown): Date | undefined {
  const date = typeof value === 'number' ? new Date(Math.round(value * 1000)) : typeof value === 'string' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function readScalar(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : undefined;
    case 'long':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
    case 'float':
    case 'double':
      return typeof value === 'number' ? value : NOT_FINITE.includes(value as string) ? Number(value) : undefined;
    case 'timestamp':
      return dateOf(value);
    case 'blob':
      return typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
    default:
      return undefined;
  }
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'a structure' : `the ${typeof value} ${JSON.stringify(String(value).slice(0, 100))}`;
}

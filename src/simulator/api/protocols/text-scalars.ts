import { dateOf, mismatch, writtenDate } from './json-scalars';
import type { Shape } from '../service-model';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A scalar that came as text, in the SDK's type. */
export function textScalar(shape: Shape, value: unknown, path: string): unknown {
  const read = typeof value === 'string' ? readText(shape, value) : undefined;
  if (read === undefined) {
    throw mismatch(path, shape.type, value);
  }
  return read;
}

/** Dates are ISO 8601, blobs base64. */
export function writtenText(shape: Shape, value: unknown, path: string): string {
  switch (shape.type) {
    case 'timestamp':
      return writtenDate(value, path).toISOString();
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return String(value);
  }
}

function readText(shape: Shape, text: string): unknown {
  switch (shape.type) {
    case 'string':
      return text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
      return integerOf(text, 2 ** 31 - 1);
    case 'long':
      return integerOf(text, Number.MAX_SAFE_INTEGER);
    case 'float':
    case 'double':
      return NUMBER.test(text) || ['NaN', 'Infinity', '-Infinity'].includes(text) ? Number(text) : undefined;
    case 'timestamp':
      return dateOf(NUMBER.test(text) ? Number(text) : text);
    case 'blob':
      return Buffer.from(text, 'base64');
    default:
      return undefined;
  }
}

function integerOf(text: string, most: number): number | undefined {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && Math.abs(value) <= most ? value : undefined;
}

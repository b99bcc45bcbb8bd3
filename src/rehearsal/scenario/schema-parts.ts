import { BOUND_PATTERN } from './bound';
import { DURATION_PATTERN } from './duration';

export type JsonSchema = Readonly<Record<string, unknown>>;

export const duration: JsonSchema = { type: 'string', pattern: DURATION_PATTERN, description: 'such as 90s, 10m or 1h30m' };

export function lasting(description: string): JsonSchema {
  return { ...duration, description: `${description}; such as 90s, 10m or 1h30m` };
}

export function bound(what: string): JsonSchema {
  return {
    description: `${what}: a number, or a bound such as "<500", "<=6", ">0"`,
    oneOf: [{ type: 'number', minimum: 0 }, { type: 'string', pattern: BOUND_PATTERN }],
  };
}

export function share(what: string): JsonSchema {
  return { type: 'number', minimum: 0, maximum: 1, description: `${what}, 0 to 1` };
}

export function amount(description: string): JsonSchema {
  return { type: 'number', minimum: 0, description };
}

/** An object that has nothing but these properties. */
export function record(description: string, properties: JsonSchema, required: readonly string[] = []): JsonSchema {
  return { type: 'object', additionalProperties: false, description, ...(required.length > 0 && { required }), properties };
}

export function list(description: string, items: JsonSchema): JsonSchema {
  return { type: 'array', minItems: 1, description, items };
}

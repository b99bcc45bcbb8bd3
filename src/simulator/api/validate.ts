import { within } from './convert';
import { memberOf, membersOf, shapeOf } from './service-model';
import type { ServiceModel, Shape } from './service-model';

/** Where an input breaks a constraint of the service's model, in the words the services use. */
export interface Violation {
  readonly path: string;
  readonly value: unknown;
  readonly constraint: string;
}

/** Every constraint of the shape that the value breaks. Types have been checked by the protocol. */
export function violations(model: ServiceModel, shapeName: string, value: unknown, path = ''): Violation[] {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return structureViolations(model, shape, value as Record<string, unknown>, path);
    case 'list':
      return [...broken(shape, value, path), ...listViolations(model, shape, value as unknown[], path)];
    case 'map':
      return [...broken(shape, value, path), ...mapViolations(model, shape, value as Record<string, unknown>, path)];
    default:
      return broken(shape, value, path);
  }
}

/** The sentence a service answers with: how many, then each. */
export function wording(found: readonly Violation[]): string {
  const each = found.map(({ path, value, constraint }) =>
    `Value ${value === undefined || value === null ? 'null' : `'${shown(value)}'`} at '${path}' failed to satisfy constraint: ${constraint}`);
  return `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
}

function structureViolations(model: ServiceModel, shape: Shape, value: Record<string, unknown>, path: string): Violation[] {
  const missing = (shape.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ path: within(path, name), value: undefined, constraint: 'Member must not be null' }));
  const inside = Object.entries(value).flatMap(([name, item]) => {
    const member = memberOf(shape, name);
    return member ? violations(model, member.shape, item, within(path, name)) : [unknownField(shape, name, item, path)];
  });
  return [...missing, ...inside];
}

/**
 * Chosen: the services ignore a field they do not know. Here it is refused, because it is a slip of the pen, or
 * newer than the model and therefore not simulated.
 */
function unknownField(shape: Shape, name: string, value: unknown, path: string): Violation {
  const known = membersOf(shape).map((member) => member.name).join(', ');
  return { path: path === '' ? name : `${path}.${name}`, value, constraint: `Member must be one of the fields [${known}]` };
}

function listViolations(model: ServiceModel, shape: Shape, list: unknown[], path: string): Violation[] {
  const nulls = list.flatMap((item, index) =>
    item === null ? [{ path: within(path, `${index + 1}.member`), value: item, constraint: 'Member must not be null' }] : []);
  if (isScalar(shapeOf(model, shape.member!))) {
    return [...nulls, ...gathered(model, shape.member!, list, path, list, 'Member must satisfy constraint')];
  }
  return [...nulls, ...list.flatMap((item, index) => item === null ? [] : violations(model, shape.member!, item, within(path, `${index + 1}.member`)))];
}

function mapViolations(model: ServiceModel, shape: Shape, map: Record<string, unknown>, path: string): Violation[] {
  const keys = gathered(model, shape.key!, Object.keys(map), path, map, 'Map keys must satisfy constraint');
  const nulls = Object.entries(map).flatMap(([key, item]) =>
    item === null ? [{ path: within(path, `${key}.member`), value: item, constraint: 'Member must not be null' }] : []);
  if (isScalar(shapeOf(model, shape.value!))) {
    return [...keys, ...nulls, ...gathered(model, shape.value!, Object.values(map), path, map, 'Map value must satisfy constraint')];
  }
  const values = Object.entries(map).flatMap(([key, item]) => item === null ? [] : violations(model, shape.value!, item, within(path, `${key}.member`)));
  return [...keys, ...nulls, ...values];
}

/** Scalars in a list or map are reported once, at the list or map, as the services do. */
function gathered(model: ServiceModel, shapeName: string, items: readonly unknown[], path: string, value: unknown, prefix: string): Violation[] {
  const shape = shapeOf(model, shapeName);
  const worst = items.find((item) => item !== null && broken(shape, item, path).length > 0);
  return worst === undefined ? [] : [{ path, value, constraint: `${prefix}: [${broken(shape, worst, path).map(({ constraint }) => constraint).join(', ')}]` }];
}

function broken(shape: Shape, value: unknown, path: string): Violation[] {
  return [...sizeConstraints(shape, value), ...textConstraints(shape, value)].map((constraint) => ({ path, value, constraint }));
}

function sizeConstraints(shape: Shape, value: unknown): string[] {
  const size = sizeOf(shape, value);
  const what = shape.type === 'string' || shape.type === 'blob' || shape.type === 'list' || shape.type === 'map' ? 'length' : 'value';
  return size === undefined ? [] : [
    ...(shape.min !== undefined && size < shape.min ? [`Member must have ${what} greater than or equal to ${shape.min}`] : []),
    ...(shape.max !== undefined && size > shape.max ? [`Member must have ${what} less than or equal to ${shape.max}`] : []),
  ];
}

function textConstraints(shape: Shape, value: unknown): string[] {
  return typeof value !== 'string' ? [] : [
    ...(shape.pattern !== undefined && !matches(shape.pattern, value) ? [`Member must satisfy regular expression pattern: ${shape.pattern}`] : []),
    ...(shape.enum && !shape.enum.includes(value) ? [`Member must satisfy enum value set: [${shape.enum.join(', ')}]`] : []),
  ];
}

function sizeOf(shape: Shape, value: unknown): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) {
    return value.length;
  }
  return shape.type === 'map' ? Object.keys(value as object).length : undefined;
}

const PATTERNS = new Map<string, RegExp>();

/**
 * Patterns are Java's and match the whole value: its names for the value's ends go, an end that is repeated is one, its classes are spelled out;
 * `\p{L}` and pairs of surrogates are read only under `u`, which some of the others do not survive.
 */
export function matches(pattern: string, value: string): boolean {
  let compiled = PATTERNS.get(pattern);
  if (!compiled) {
    const translated = pattern.replace(/\\[Az]/g, '')
      .replace(/\$\{\d+,\d*\}/g, '$')
      .replace(/(\[[^\]]*)?\\p\{Print\}/g, (_, inClass?: string) => inClass === undefined ? '[\\x20-\\x7E]' : `${inClass}\\x20-\\x7E`);
    compiled = new RegExp(`^(?:${translated})$`, /\\p\{|\\uD800/.test(translated) ? 'u' : '');
    PATTERNS.set(pattern, compiled);
  }
  return compiled.test(value);
}

function isScalar(shape: Shape): boolean {
  return shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';
}

const LONGEST_SHOWN = 1024;

function shown(value: unknown): string {
  const text = spelled(value, 0);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}

function spelled(value: unknown, depth: number): string {
  if (depth > 4) {
    return '...';
  }
  if (Array.isArray(value)) {
    return `[${value.slice(0, 100).map((item) => spelled(item, depth + 1)).join(', ')}]`;
  }
  if (value instanceof Uint8Array) {
    return `${value.length} bytes`;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).slice(0, 100).map(([key, item]) => `${key}=${spelled(item, depth + 1)}`).join(', ')}}`;
  }
  return String(value);
}

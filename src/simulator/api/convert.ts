import { memberOf, membersOf, shapeOf } from './service-model';
import type { ServiceModel, Shape } from './service-model';

/** How a protocol spells a value that is neither structure, list nor map. */
export type Scalar = (shape: Shape, value: unknown, path: string) => unknown;

/** What a protocol refuses with when a value is of the wrong kind. */
export type Mismatch = (path: string, expected: string, value: unknown) => Error;

/**
 * The value a request holds, in the SDK's own types.
 *
 * A null member is an absent one. Fields that the shape does not have are kept, for validation to name them.
 */
export class Reader {
  constructor(private readonly model: ServiceModel, private readonly scalar: Scalar, private readonly mismatch: Mismatch) {}

  read(shapeName: string, value: unknown, path = ''): unknown {
    const shape = shapeOf(this.model, shapeName);
    switch (shape.type) {
      case 'structure':
        return Object.fromEntries(this.entries(value, path, 'structure')
          .filter(([, item]) => item !== undefined && item !== null)
          .map(([name, item]) => {
            const member = memberOf(shape, name);
            return [name, member ? this.read(member.shape, item, within(path, name)) : item];
          }));
      case 'map':
        return Object.fromEntries(this.entries(value, path, 'map')
          .map(([key, item]) => [key, item === null ? null : this.read(shape.value!, item, within(path, key))]));
      case 'list':
        if (!Array.isArray(value)) {
          throw this.mismatch(path, 'list', value);
        }
        return value.map((item, index) => item === null ? null : this.read(shape.member!, item, within(path, `${index + 1}.member`)));
      default:
        return this.scalar(shape, value, path);
    }
  }

  private entries(value: unknown, path: string, expected: string): Array<[string, unknown]> {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date || value instanceof Uint8Array) {
      throw this.mismatch(path, expected, value);
    }
    return Object.entries(value);
  }
}

/** What an operation answered, ready for the wire; an answer that its output shape does not allow is a fault of the simulator. */
export function written(model: ServiceModel, shapeName: string, value: unknown, scalar: Scalar, path = ''): unknown {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      checkMembers(shape, value as object, path || shapeName);
      return Object.fromEntries(membersOf(shape)
        .map((member) => [member.name, member.shape, (value as Record<string, unknown>)[member.name]] as const)
        .filter(([, , item]) => item !== undefined)
        .map(([name, memberShape, item]) => [name, written(model, memberShape, item, scalar, within(path, name))]));
    case 'map':
      return Object.fromEntries(Object.entries(value as object)
        .map(([key, item]) => [key, written(model, shape.value!, item, scalar, within(path, key))]));
    case 'list':
      return (value as unknown[]).map((item, index) => written(model, shape.member!, item, scalar, within(path, `${index + 1}.member`)));
    default:
      return scalar(shape, value, path);
  }
}

export function checkMembers(shape: Shape, value: object, at: string): void {
  const unknown = Object.keys(value).find((name) => !memberOf(shape, name));
  if (unknown !== undefined) {
    throw new Error(`the answer has a field '${unknown}' at ${at}, which the service's own model does not have`);
  }
  const missing = shape.required?.find((name) => (value as Record<string, unknown>)[name] === undefined);
  if (missing !== undefined) {
    throw new Error(`the answer has no '${missing}' at ${at}, which the service's own model requires`);
  }
}

/** Paths read as the services write them: `productionVariants.1.member.variantName`. */
export function within(path: string, name: string): string {
  const step = name.charAt(0).toLowerCase() + name.slice(1);
  return path === '' ? step : `${path}.${step}`;
}

import { isRecord } from '../rollout/record';
import { memberOf, shapeOf, type ServiceModel } from '../simulator/api/service-model';
import { SERVICE_MODELS } from '../simulator/api/service-model.generated';

/**
 * A template's value in the types of the service's own model.
 *
 * CloudFormation takes `"3"` for a number and `"true"` for a boolean, and the other way round.
 */
export function coerced(service: string, shapeName: string, value: unknown): Record<string, unknown> {
  return coerce(SERVICE_MODELS[service], shapeName, value) as Record<string, unknown>;
}

function coerce(model: ServiceModel, shapeName: string, value: unknown): unknown {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return isRecord(value) ? mapValues(value, (item, name) => {
        const member = memberOf(shape, name);
        return member ? coerce(model, member.shape, item) : item;
      }) : value;
    case 'map':
      return isRecord(value) ? mapValues(value, (item) => coerce(model, shape.value!, item)) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => coerce(model, shape.member!, item)) : value;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    default:
      return value;
  }
}

function mapValues(record: Readonly<Record<string, unknown>>, change: (value: unknown, key: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

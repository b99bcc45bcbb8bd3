import { membersOf, shapeOf } from '../service-model';
import type { ServiceModel } from '../service-model';
import { element, escaped } from '../xml';

/** The inside of an element; scalars have already been turned to text. */
export function xmlOf(model: ServiceModel, shapeName: string, value: unknown): string {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return membersOf(shape)
        .filter(({ name }) => (value as Record<string, unknown>)[name] !== undefined)
        .map((member) => element(member.name, xmlOf(model, member.shape, (value as Record<string, unknown>)[member.name])))
        .join('');
    case 'list':
      return (value as unknown[]).map((item) => element('member', xmlOf(model, shape.member!, item))).join('');
    case 'map':
      return Object.entries(value as object)
        .map(([key, item]) => element('entry', element('key', escaped(key)) + element('value', xmlOf(model, shape.value!, item))))
        .join('');
    default:
      return escaped(String(value));
  }
}

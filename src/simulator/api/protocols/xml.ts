import { membersOf, shapeOf } from '../service-model';
import type { ServiceModel } from '../service-model';
import type { WireResponse } from '../wire';

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

export function element(name: string, inside: string, namespace?: string): string {
  return `<${name}${namespace === undefined ? '' : ` xmlns="${namespace}"`}>${inside}</${name}>`;
}

export function xmlResponse(status: number, root: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`) };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#xD;' };

/** Text for XML 1.0, which has no spelling at all for most control characters. */
export function escaped(text: string): string {
  return text
    // eslint-disable-next-line no-control-regex -- these are what has to go
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"'\r]/g, (character) => ENTITIES[character]);
}

import type { WireResponse } from './wire';

/** Its inside is XML already; what its attributes say is not. */
export function element(name: string, inside: string, attributes: Readonly<Record<string, string | number>> = {}): string {
  const said = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escaped(String(value)).replace(/[\t\n]/g, characterReference)}"`);
  return `<${name}${said.join('')}>${inside}</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

export function xmlResponse(status: number, root: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xmlDocument(root)) };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#xD;' };

/** Text for XML 1.0, which has no spelling at all for most control characters. */
export function escaped(text: string): string {
  return text
    // eslint-disable-next-line no-control-regex -- these are what has to go
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"'\r]/g, (character) => ENTITIES[character]);
}

/** In an attribute, white space that is not written so is read as spaces: https://www.w3.org/TR/xml/#AVNormalize. */
function characterReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

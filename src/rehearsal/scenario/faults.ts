import type { ErrorObject } from 'ajv';
import { LineCounter, type Document } from 'yaml';

/** Something wrong with a scenario: where in it, by keys and indices, and what. */
export interface Fault {
  readonly path: ReadonlyArray<string | number>;
  readonly words: string;
}

/** One error for all that is wrong, in the order of the lines. */
export function refusal(file: string, document: Document, lines: LineCounter, faults: readonly Fault[]): Error {
  const found = faults.map(({ path, words }) => ({ line: lineOf(document, lines, path), words }));
  return new Error(found.sort((left, right) => left.line - right.line).map(({ line, words }) => `${file}:${line}: ${words}`).join('\n'));
}

/** What a scenario does not have of the form that the schema asks for. */
export function schemaFaults(errors: readonly ErrorObject[]): Fault[] {
  return withoutForms(errors).map((error) => {
    const path = error.instancePath.split('/').slice(1).map(unescaped);
    return { path: error.keyword === 'additionalProperties' ? [...path, error.params.additionalProperty as string] : path, words: inWords(error) };
  });
}

/** Where in a scenario, as people write it: `versions.1.behaviour`. */
export function named(path: Fault['path']): string {
  return path.length === 0 ? 'the scenario' : path.join('.');
}

/** Where one of several forms was meant, what is wrong with each of them is left out: the sentence names the forms. */
function withoutForms(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf').map(({ schemaPath }) => schemaPath);
  return errors.filter(({ schemaPath }) => !choices.some((choice) => schemaPath !== choice && schemaPath.startsWith(`${choice}/`)));
}

function inWords({ instancePath, keyword, params, message, data, parentSchema }: ErrorObject): string {
  const where = named(instancePath.split('/').slice(1).map(unescaped));
  const described = (parentSchema as { description?: string } | undefined)?.description;
  const hint = described === undefined ? '' : ` (${described})`;
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema as { properties?: object }).properties ?? {}).join(', ');
      return `${where} has no '${params.additionalProperty}', there are ${known}`;
    }
    case 'required':
      return `${where} has no '${params.missingProperty}', which is needed`;
    case 'enum':
      return `${where} is ${JSON.stringify(data)}, one of ${params.allowedValues.join(', ')} is needed`;
    default:
      return `${where} is ${JSON.stringify(data)}, which ${keyword === 'oneOf' || keyword === 'pattern' ? 'is not of the form needed' : message}${hint}`;
  }
}

function unescaped(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The line of what the path leads to, or of the last thing on the way that is there. */
function lineOf(document: Document, lines: LineCounter, path: Fault['path']): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = (length === 0 ? document.contents : document.getIn(path.slice(0, length), true)) as { range?: readonly number[] } | null | undefined;
    if (node?.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}

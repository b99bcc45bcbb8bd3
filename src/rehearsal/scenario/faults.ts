import type { ErrorObject } from 'ajv';
import type { Fault } from '../faults-in-file';

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
    case 'type':
      return `${where} is ${JSON.stringify(data)}, ${TYPES[params.type] ?? params.type} is needed${hint}`;
    case 'minItems':
      return `${where} has ${(data as unknown[]).length} items, at least ${params.limit} is needed${hint}`;
    default:
      return `${where} is ${JSON.stringify(data)}, which ${keyword === 'oneOf' || keyword === 'pattern' ? 'is not of the form needed' : message}${hint}`;
  }
}

/** As people who write YAML call them. */
const TYPES: Readonly<Record<string, string>> = { string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a mapping' };

function unescaped(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~');
}

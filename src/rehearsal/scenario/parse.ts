import Ajv, { type ErrorObject } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { secondsOf } from './duration';
import type { Expectations, Outcome, Scenario, ScenarioVersion } from './scenario';
import { SCENARIO_SCHEMA } from './schema';
import type { ModelBehaviourInput } from '../../simulator/model-behaviour';

/** A scenario file as it is written, of the form that the schema describes. */
interface ScenarioFile {
  readonly seed?: number;
  readonly traffic?: { readonly requestsPerSecond?: number };
  readonly settle?: string;
  readonly provisioning?: string;
  readonly metricDelay?: string;
  readonly versions: ReadonlyArray<{
    readonly name: string;
    readonly behaviour?: ModelBehaviourInput;
    readonly images?: Readonly<Record<string, ModelBehaviourInput>>;
    readonly expect?: Omit<Expectations, 'withinSeconds' | 'outcome'> & { readonly within?: string; readonly outcome?: Outcome };
  }>;
}

const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile(SCENARIO_SCHEMA);

/**
 * The scenario in a YAML text.
 *
 * Everything wrong with it is said at once, each with its line: `scenario.yaml:12: ...`.
 *
 * @param file is named in errors.
 */
export function parseScenario(text: string, file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new Error(document.errors.map(({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: ${message}`).join('\n'));
  }
  const content: unknown = document.toJS();
  if (!validate(content)) {
    const found = faults(validate.errors ?? []).map((error) => ({ line: lineOf(document, lines, error), words: inWords(error) }));
    throw new Error(found.sort((left, right) => left.line - right.line).map(({ line, words }) => `${file}:${line}: ${words}`).join('\n'));
  }
  return scenarioOf(content as unknown as ScenarioFile);
}

function scenarioOf({ seed = 1, traffic = {}, settle = '10m', provisioning = '4m', metricDelay = '60s', versions }: ScenarioFile): Scenario {
  return {
    seed,
    requestsPerSecond: traffic.requestsPerSecond ?? 10,
    settleSeconds: secondsOf(settle),
    provisioningSeconds: secondsOf(provisioning),
    metricDelaySeconds: secondsOf(metricDelay),
    versions: versions.map(({ name, behaviour = {}, images = {}, expect }): ScenarioVersion => {
      if (!expect) {
        return { name, behaviour, images };
      }
      const { within, ...rest } = expect;
      return { name, behaviour, images, expect: { ...rest, ...(within !== undefined && { withinSeconds: secondsOf(within) }) } };
    }),
  };
}

/** Where one of several forms was meant, what is wrong with each of them is left out: the sentence names the forms. */
function faults(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf').map(({ schemaPath }) => schemaPath);
  return errors.filter(({ schemaPath }) => !choices.some((choice) => schemaPath !== choice && schemaPath.startsWith(`${choice}/`)));
}

function inWords({ instancePath, keyword, params, message, data, parentSchema }: ErrorObject): string {
  const where = instancePath === '' ? 'the scenario' : instancePath.slice(1).replaceAll('/', '.');
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

function lineOf(document: Document, lines: LineCounter, { instancePath, keyword, params }: ErrorObject): number {
  const path = instancePath.split('/').slice(1).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const key = keyword === 'additionalProperties' ? [...path, params.additionalProperty as string] : path;
  const node = (document.getIn(key, true) ?? document.contents) as { range?: readonly number[] } | null;
  return lines.linePos(node?.range?.[0] ?? 0).line;
}

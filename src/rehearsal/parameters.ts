import { references, type Template } from './template';

type Values = Readonly<Record<string, unknown>>;
type Declared = NonNullable<Template['Parameters']>[string];

/** The types whose value is the name of a parameter in Systems Manager, which the account would know. */
const FROM_SSM = /^AWS::SSM::Parameter::Value</;

const SSM_PREFIX = 'ssm:';
export const IMPORT_PREFIX = 'import:';

/** Values of Systems Manager's parameters, by name. */
type SsmValues = ReadonlyMap<string, string>;

/** What is given for a deployment that the templates do not say. */
export interface GivenValues {
  /** Of the templates' parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Of parameters in Systems Manager; they are given as `ssm:/the/name`. */
  readonly ssm: Readonly<Record<string, string>>;
  /** What stacks elsewhere export; given as `import:name`. */
  readonly imports: Readonly<Record<string, string>>;
}

/** Sorts what is given by what it is for. */
export function givenValues(given: Readonly<Record<string, unknown>> = {}): GivenValues {
  const startingWith = (prefix: string) => Object.fromEntries(Object.entries(given)
    .filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), String(value)]));
  const parameters = Object.entries(given).filter(([name]) => !name.startsWith(SSM_PREFIX) && !name.startsWith(IMPORT_PREFIX));
  return {
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, String(value)])),
    ssm: startingWith(SSM_PREFIX),
    imports: startingWith(IMPORT_PREFIX),
  };
}

/** Fails if a value is given for a parameter that none of the templates has. */
export function requireParameters(given: Values, templates: readonly Template[]): void {
  const there = [...new Set(templates.flatMap(({ Parameters = {} }) => Object.keys(Parameters)))];
  const unknown = Object.keys(given).find((name) => !there.includes(name));
  if (unknown !== undefined) {
    throw new Error(`the template has no parameter '${unknown}', there are ${there.join(', ') || 'none'}`);
  }
}

/**
 * What `Ref` gives for each of a template's parameters.
 *
 * @param given by name; what is left out has its default, and what the template does not have is not read.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterValues({ Parameters = {} }: Template, given: Values, ssm: SsmValues): Record<string, unknown> {
  const missing = Object.entries(Parameters).filter(([name, { Default }]) => given[name] === undefined && Default === undefined);
  if (missing.length > 0) {
    const names = missing.map(([name]) => name);
    throw new Error(`${names.length === 1 ? 'parameter' : 'parameters'} ${names.join(', ')} of the template `
      + `${names.length === 1 ? 'has' : 'have'} no default; give a value: --parameters ${names[0]}=...`);
  }
  const values = Object.entries(Parameters).map(([name, declared]) => [name, valueOf(name, declared, given[name] ?? declared.Default, ssm)] as const);
  return Object.fromEntries(values);
}

/** A parameter whose value is that of one in Systems Manager. */
export interface UnknownValue {
  readonly name: string;
  readonly type: string;
  /** The name there. */
  readonly of: string;
}

/** The parameters in use whose value Systems Manager knows and nobody has given. */
export function unknownValues({ Parameters = {}, Resources, Conditions, Outputs }: Template, given: Values, ssm: SsmValues): UnknownValue[] {
  const used = references([Resources, Conditions, Outputs]);
  return Object.entries(Parameters).filter(([name, { Type }]) => FROM_SSM.test(Type) && used.has(name))
    .map(([name, { Type, Default }]) => ({ name, type: Type, of: String(given[name] ?? Default) }))
    .filter(({ of }) => !ssm.has(of));
}

function valueOf(name: string, declared: Declared, given: unknown, ssm: SsmValues): unknown {
  const { Type } = declared;
  // Chosen: what Systems Manager would say is taken to be the parameter's name there.
  const value = FROM_SSM.test(Type) ? ssm.get(String(given)) ?? given : given;
  check(name, declared, given);
  return isList(Type) && !Array.isArray(value) ? String(value).split(',').map((item) => item.trim()) : value;
}

function check(name: string, { Type, AllowedValues, AllowedPattern, MinValue, MaxValue }: Declared, value: unknown): void {
  const texts = Array.isArray(value) ? value.map(String) : isList(Type) ? String(value).split(',').map((item) => item.trim()) : [String(value)];
  for (const text of texts) {
    if (AllowedValues && !AllowedValues.map(String).includes(text)) {
      throw new Error(`parameter '${name}' is '${text}', the template allows ${AllowedValues.join(', ')}`);
    }
    if (AllowedPattern !== undefined && !Array.isArray(value) && !new RegExp(`^(?:${AllowedPattern})$`).test(text)) {
      throw new Error(`parameter '${name}' is '${text}', which is not of the form that the template asks for: ${AllowedPattern}`);
    }
    const number = Number(text);
    if (Type === 'Number' && !(number >= Number(MinValue ?? -Infinity) && number <= Number(MaxValue ?? Infinity))) {
      throw new Error(`parameter '${name}' is '${text}', the template allows numbers from ${MinValue ?? '-Infinity'} to ${MaxValue ?? 'Infinity'}`);
    }
  }
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || /(^|<)List</.test(type) || type === 'AWS::SSM::Parameter::Value<CommaDelimitedList>';
}

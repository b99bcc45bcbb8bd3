import { cidrBlocks } from './cidr';
import { getAttParts, SUB_VARIABLE, subParts, type Template } from './template';
import { isRecord } from '../rollout/record';

/** What intrinsic functions read: everything a stack knows while it is being deployed. */
export interface Scope {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pseudoParameters: Readonly<Record<string, unknown>>;
  /** What `Ref` gives for a resource that is already there. */
  ref(logicalId: string): unknown;
  /** What `Fn::GetAtt` gives for a resource that is already there. */
  attribute(logicalId: string, attribute: string): unknown;
  /** What another stack exports under this name. */
  importValue(name: string): unknown;
  /** What a dynamic reference stands for, such as `{{resolve:ssm:/name}}`. @default - it stays as it is written */
  dynamicReference?(reference: string): unknown;
}

const NO_VALUE = Symbol('AWS::NoValue');

/**
 * A template's value with every intrinsic function carried out.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const resolved = resolveValue(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** Whether a condition of the template holds. */
export function condition(name: string, scope: Scope): boolean {
  const declared = scope.template.Conditions?.[name];
  if (declared === undefined) {
    throw new Error(`no condition '${name}' in the template, there are ${list(Object.keys(scope.template.Conditions ?? {}))}`);
  }
  return test(declared, scope);
}

function resolveValue(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (typeof value === 'string') {
    return value.includes('{{resolve:') ? withDynamicReferences(value, scope) : value;
  }
  if (!isRecord(value)) {
    return value;
  }
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
    return call(keys[0], value[keys[0]], scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolveValue(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  const intrinsic = INTRINSICS[name];
  if (!intrinsic) {
    throw new Error(`intrinsic function ${name} is not simulated, these are: ${list(Object.keys(INTRINSICS))}`);
  }
  return intrinsic(argument, scope);
}

const INTRINSICS: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
  'Ref': (argument, scope) => reference(argument as string, scope),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, attribute] = getAttParts(argument);
    return scope.attribute(logicalId, String(resolveValue(attribute, scope)));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = resolveValue(argument, scope) as [string, unknown];
    return withDynamicReferences(items(parts, 'Fn::Join').join(separator), scope);
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Select': (argument, scope) => {
    const [index, from] = resolveValue(argument, scope) as [number | string, unknown];
    const found = items(from, 'Fn::Select')[Number(index)];
    if (found === undefined) {
      throw new Error(`Fn::Select asks for item ${String(index)} of ${JSON.stringify(from)}`);
    }
    return found;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = resolveValue(argument, scope) as [string, unknown];
    return String(text).split(separator);
  },
  'Fn::Cidr': (argument, scope) => {
    const [range, count, hostBits] = resolveValue(argument, scope) as [string, number | string, number | string];
    return cidrBlocks(range, Number(count), Number(hostBits));
  },
  'Fn::Length': (argument, scope) => items(resolveValue(argument, scope), 'Fn::Length').length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveValue(argument, scope)),
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolveValue(argument, scope))).toString('base64'),
  'Fn::GetAZs': (_argument, scope) => ['a', 'b', 'c'].map((zone) => `${scope.pseudoParameters['AWS::Region']}${zone}`),
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = argument as [string, unknown, unknown];
    return resolveValue(condition(name, scope) ? whenTrue : whenFalse, scope);
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(String(resolveValue(argument, scope))),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second, options] = resolveValue(argument, scope) as [string, string, string, { readonly DefaultValue?: unknown } | undefined];
    const found = scope.template.Mappings?.[map]?.[first]?.[second] ?? options?.DefaultValue;
    if (found === undefined) {
      throw new Error(`no '${first}.${second}' in mapping '${map}'`);
    }
    return found;
  },
};

function test(value: unknown, scope: Scope): boolean {
  if (isRecord(value)) {
    const [[name, argument]] = Object.entries(value);
    const operands = argument as unknown[];
    switch (name) {
      case 'Fn::Equals': {
        const [left, right] = resolveValue(operands, scope) as unknown[];
        return String(left) === String(right);
      }
      case 'Fn::And':
        return operands.every((operand) => test(operand, scope));
      case 'Fn::Or':
        return operands.some((operand) => test(operand, scope));
      case 'Fn::Not':
        return !test(operands[0], scope);
      case 'Condition':
        return condition(argument as string, scope);
    }
  }
  throw new Error(`not a condition: ${JSON.stringify(value)}; conditions are made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition`);
}

function reference(name: string, scope: Scope): unknown {
  if (name === 'AWS::NoValue') {
    return NO_VALUE;
  }
  if (name in scope.pseudoParameters) {
    return scope.pseudoParameters[name];
  }
  const parameter = scope.template.Parameters?.[name];
  if (parameter) {
    const given = scope.parameters[name] ?? parameter.Default;
    if (given === undefined) {
      throw new Error(`parameter '${name}' has no value and no default`);
    }
    return given;
  }
  return scope.ref(name);
}

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables] = subParts(argument);
  const substituted = text
    .replace(SUB_VARIABLE, (_match, name: string) => {
      if (name in variables) {
        return String(resolveValue(variables[name], scope));
      }
      return String(name.includes('.') ? scope.attribute(...getAttParts(name)) : reference(name, scope));
    })
    .replace(/\$\{!/g, '${');
  return withDynamicReferences(substituted, scope);
}

/**
 * Chosen: what nobody has said stays as it is written.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
function withDynamicReferences(text: string, { dynamicReference }: Scope): string {
  return dynamicReference ? text.replace(/\{\{resolve:[^}]+\}\}/g, (found) => String(dynamicReference(found))) : text;
}

function items(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new Error(`${name} needs a list, it has ${JSON.stringify(value)}`);
  }
  return value;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

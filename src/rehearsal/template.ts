import { isRecord } from '../rollout/record';

/** A CloudFormation template, as far as a deployment reads it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string; readonly Export?: { readonly Name: unknown } }>>;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly AllowedValues?: readonly unknown[];
  readonly AllowedPattern?: string;
  readonly MinValue?: unknown;
  readonly MaxValue?: unknown;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  /** A text, or what resolves to one. */
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

/** The logical ids that a value refers to, by `Ref`, `Fn::GetAtt` or inside `Fn::Sub`. */
export function references(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

/** The template's resources in an order in which each comes after all that it depends on. */
export function dependencyOrder(template: Template): string[] {
  const resources = template.Resources ?? {};
  const order: string[] = [];
  const visiting = new Set<string>();

  const visit = (logicalId: string, path: readonly string[]): void => {
    if (order.includes(logicalId)) {
      return;
    }
    if (visiting.has(logicalId)) {
      throw new Error(`circular dependency between resources: ${[...path.slice(path.indexOf(logicalId)), logicalId].join(' -> ')}`);
    }
    visiting.add(logicalId);
    for (const dependency of dependenciesOf(resources[logicalId])) {
      if (dependency in resources) {
        visit(dependency, [...path, logicalId]);
      }
    }
    visiting.delete(logicalId);
    order.push(logicalId);
  };

  Object.keys(resources).forEach((logicalId) => visit(logicalId, []));
  return order;
}

function dependenciesOf(resource: TemplateResource): string[] {
  const explicit = resource.DependsOn === undefined ? [] : [resource.DependsOn].flat();
  return [...explicit, ...references(resource.Properties)];
}

function collect(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((item) => collect(item, into));
  } else if (isRecord(value)) {
    for (const [key, argument] of Object.entries(value)) {
      if (key === 'Ref' && typeof argument === 'string') {
        into.add(argument);
      } else if (key === 'Fn::GetAtt') {
        into.add(getAttParts(argument)[0]);
      } else if (key === 'Fn::Sub') {
        const [text, variables] = subParts(argument);
        [...text.matchAll(SUB_VARIABLE)].forEach(([, name]) => into.add(name.split('.')[0]));
        collect(variables, into);
      } else {
        collect(argument, into);
      }
    }
  }
}

/** `${Name}` or `${Name.Attribute}`, but not the escaped `${!Literal}`. */
export const SUB_VARIABLE = /\$\{([^!}][^}]*)\}/g;

/** Both spellings of `Fn::GetAtt`: a list of two, or `Name.Attribute`. */
export function getAttParts(argument: unknown): [logicalId: string, attribute: string] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  return argument as [string, string];
}

/** Both spellings of `Fn::Sub`: a string, or a string with variables of its own. */
export function subParts(argument: unknown): [text: string, variables: Readonly<Record<string, unknown>>] {
  return typeof argument === 'string' ? [argument, {}] : (argument as [string, Record<string, unknown>]);
}

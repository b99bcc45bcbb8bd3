import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

type Json = Readonly<Record<string, unknown>>;

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly DependsOn?: unknown;
}

/** Where the order says nothing. */
const IGNORED = /^(PolicyName|Description|Metadata)$/;

/**
 * What a stack's template says, as a list of sentences in which nothing depends on logical ids: a resource is called after its type and its
 * number among those of that type, an alarm after its metric, a role after what it is for. What a role may do stands there action by action, whichever
 * policy says it.
 */
export function factsOf(stack: Stack): string[] {
  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;
  const names = namesOf(resources);
  const facts = Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) =>
    (Type === 'AWS::IAM::Policy' ? permissionsOf(Properties, names) : leavesOf(renamed(Properties, names)).map((leaf) => `${names.get(id)} ${leaf}`)));
  return [...new Set([...Object.keys(resources).filter((id) => resources[id].Type !== 'AWS::IAM::Policy').map((id) => `there is ${names.get(id)}`), ...facts])];
}

function namesOf(resources: Record<string, TemplateResource>): Map<string, string> {
  const numbers = new Map<string, number>();
  const names = new Map(Object.entries(resources).map(([id, { Type }]) => {
    const number = (numbers.get(Type) ?? 0) + 1;
    numbers.set(Type, number);
    return [id, `${Type.replace(/^AWS::/, '')} ${number}`];
  }));
  for (const [id, { Type, Properties = {} }] of Object.entries(resources)) {
    if (Type === 'AWS::CloudWatch::Alarm') {
      names.set(id, `the alarm ${Properties.AlarmName ?? `on ${Properties.MetricName}`}`);
    }
    for (const property of ['ExecutionRoleArn', 'Role', 'RoleArn']) {
      const [role] = (Properties[property] as { 'Fn::GetAtt'?: [string] } | undefined)?.['Fn::GetAtt'] ?? [];
      if (role !== undefined) {
        names.set(role, `the role of ${names.get(id)}`);
      }
    }
  }
  return names;
}

function permissionsOf({ PolicyDocument, Roles = [] }: Json, names: ReadonlyMap<string, string>): string[] {
  const { Statement } = PolicyDocument as { Statement: Array<{ Action: string | string[]; Resource: unknown; Condition?: unknown }> };
  return (Roles as unknown[]).flatMap((role) => Statement.flatMap(({ Action, Resource, Condition }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => {
      const condition = Condition ? ` where ${text(renamed(Condition, names))}` : '';
      return `${text(renamed(role, names)).slice(1, -1)} may ${action} ${text(renamed(resource, names))}${condition}`;
    }))));
}

/** The value with its references put in words. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => renamed(item, names));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref, 'Fn::GetAtt': attribute } = value as { 'Ref'?: string; 'Fn::GetAtt'?: [string, string] };
  if (Ref !== undefined) {
    return `<${names.get(Ref) ?? Ref}>`;
  }
  if (attribute !== undefined) {
    return `<${names.get(attribute[0])}.${attribute[1]}>`;
  }
  const entries = Object.entries(value).filter(([key]) => !IGNORED.test(key)).map(([key, item]) => [key, renamed(item, names)] as const);
  const [[only, parts] = []] = entries;
  if (entries.length === 1 && only === 'Fn::Join' && Array.isArray(parts)) {
    return (parts[1] as unknown[]).map(text).join(String(parts[0]));
  }
  if (entries.length === 1 && only === 'Fn::Sub' && typeof parts === 'string') {
    return parts.replace(/\$\{(AWS::\w+)\}/g, '<$1>');
  }
  return Object.fromEntries(entries);
}

function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`${path} = ${text(value)}`];
  }
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A difference that is meant. */
export interface Meant {
  readonly only: 'alpha' | 'ours';
  readonly fact: RegExp;
}

/** What only one of the two says, without what is meant; and what is meant but is not so. */
export function unexplained(alpha: readonly string[], ours: readonly string[], meant: readonly Meant[]): string[] {
  const differences = [
    ...alpha.filter((fact) => !ours.includes(fact)).map((fact) => ({ only: 'alpha' as const, fact })),
    ...ours.filter((fact) => !alpha.includes(fact)).map((fact) => ({ only: 'ours' as const, fact })),
  ];
  const explains = (explanation: Meant, { only, fact }: typeof differences[number]): boolean =>
    explanation.only === only && explanation.fact.test(fact);
  return [
    ...differences.filter((difference) => !meant.some((each) => explains(each, difference))).map(({ only, fact }) => `${only}: ${fact}`),
    ...meant.filter((each) => !differences.some((difference) => explains(each, difference))).map(({ only, fact }) => `not in ${only}: ${fact}`),
  ];
}

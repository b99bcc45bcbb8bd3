import { createHash } from 'node:crypto';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/**
 * Fails unless two templates have the same resources with the same properties, which wait for the same others.
 *
 * A logical id counts as what it stands for, and policies may have other names; text put together by `Fn::Join` and by `Fn::Sub` is the
 * same. Metadata is left out, which deploys nothing.
 */
export function assertSame(one: Template, other: Template): void {
  const [left, right] = [described(one), described(other)];
  const missing = left.filter((each) => !right.includes(each));
  const added = right.filter((each) => !left.includes(each));
  if (left.length !== right.length || missing.length + added.length > 0) {
    const lines = [...missing.slice(0, 2).map((each) => `- ${each}`), ...added.slice(0, 2).map((each) => `+ ${each}`)];
    throw new Error(`${left.length} resources and ${right.length} differ:\n${lines.join('\n')}`);
  }
}

function described({ Resources }: Template): string[] {
  const descriptions = new Map<string, string>();
  const before = new Map(Object.entries(Resources).map(([id, { Properties, DependsOn = [] }]) =>
    [id, [...idsIn(Properties), ...[DependsOn].flat()]]));

  function describe(id: string): string {
    if (!Object.hasOwn(Resources, id)) {
      return id;
    }
    const { Type, Properties = {}, DeletionPolicy = 'Delete' } = Resources[id];
    const waitsFor = allBefore(id, before).map(short).sort();
    const description = descriptions.get(id) ?? JSON.stringify([Type, withoutIds(Properties, id), DeletionPolicy, waitsFor]);
    descriptions.set(id, description);
    return description;
  }

  /** Enough to tell the endpoints of a stack apart. */
  function short(id: string): string {
    const { Type, Properties } = Resources[id];
    return `${Type} ${JSON.stringify(withoutIds(Properties, id)).match(/endpoint-\d+/)?.[0] ?? ''}`;
  }

  function withoutIds(value: unknown, id: string): unknown {
    if (typeof value !== 'object' || value === null) {
      return value === id ? 'its own id' : value;
    }
    const [target, attribute] = referred(value);
    if (target !== undefined) {
      return [digest(describe(target)), attribute];
    }
    const text = joined(value) ?? (value as { 'Fn::Sub'?: unknown })['Fn::Sub'];
    if (text !== undefined) {
      return ['text', text];
    }
    return Array.isArray(value) ? value.map((each) => withoutIds(each, id))
      : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, key === 'PolicyName' || withoutIds(each, id)]);
  }

  return Object.keys(Resources).map(describe);
}

/** The logical ids that a value refers to. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const [target] = referred(value);
  return target === undefined ? Object.values(value).flatMap(idsIn) : [target];
}

/** The logical id that an intrinsic function refers to, and which attribute of it. */
function referred(value: object): [string?, string?] {
  const [[name, argument] = []] = Object.entries(value) as Array<[string, unknown]>;
  return name === 'Ref' ? [argument as string] : name === 'Fn::GetAtt' ? argument as [string, string] : [];
}

/** What is joined of text and pseudo parameters alone, as `Fn::Sub` has it. */
function joined(value: object): string | undefined {
  const [separator, parts] = (value as { 'Fn::Join'?: [string, Array<string | { Ref?: string }>] })['Fn::Join'] ?? [];
  const texts = parts?.map((part) => (typeof part === 'string' ? part : part.Ref?.startsWith('AWS::') ? `\${${part.Ref}}` : undefined));
  return separator === '' && texts?.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function allBefore(id: string, before: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const queue = [...before.get(id)!];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (before.has(next) && !found.has(next)) {
      found.add(next);
      queue.push(...before.get(next)!);
    }
  }
  return [...found];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

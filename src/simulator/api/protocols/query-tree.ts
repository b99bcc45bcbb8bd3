import { ServiceError } from '../service-error';
import { memberOf, shapeOf } from '../service-model';
import type { ServiceModel } from '../service-model';

/** Parameters such as `Dimensions.member.1.Name`, as a tree of their steps. */
export type QueryNode = string | Map<string, QueryNode>;

/** Say who is asked for what; the rest is the operation's input. */
const ENVELOPE = new Set(['Action', 'Version']);

/** What a query string signature adds: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const SIGNATURE = /^(X-Amz-.*|AWSAccessKeyId|Signature|SignatureMethod|SignatureVersion|Timestamp|Expires)$/;

const DEEPEST = 20;

export function treeOf(parameters: ReadonlyMap<string, string>, signedInQuery: boolean): Map<string, QueryNode> {
  const root = new Map<string, QueryNode>();
  for (const [name, value] of parameters) {
    if (!ENVELOPE.has(name) && !(signedInQuery && SIGNATURE.test(name))) {
      plant(root, name, value);
    }
  }
  return root;
}

/** The tree as the structures, lists and maps that the shape has; what fits nowhere is kept for validation to name. */
export function structured(model: ServiceModel, shapeName: string, node: QueryNode): unknown {
  const shape = shapeOf(model, shapeName);
  if (shape.type === 'list') {
    // An empty list is a parameter without a value.
    return node === '' ? [] : numbered(node, 'member')?.map((item) => structured(model, shape.member!, item)) ?? plain(node);
  }
  if (shape.type === 'map') {
    const entries = numbered(node, 'entry')?.map((entry) => entry instanceof Map ? [entry.get('key'), entry.get('value')] : []);
    return entries?.every(([key, value]) => typeof key === 'string' && value !== undefined)
      ? Object.fromEntries(entries.map(([key, value]) => [key, structured(model, shape.value!, value!)]))
      : plain(node);
  }
  if (shape.type === 'structure' && node instanceof Map) {
    return Object.fromEntries([...node].map(([name, item]) => {
      const member = memberOf(shape, name);
      return [name, member ? structured(model, member.shape, item) : plain(item)];
    }));
  }
  return plain(node);
}

function plant(root: Map<string, QueryNode>, name: string, value: string): void {
  const steps = name.split('.');
  if (steps.length > DEEPEST) {
    throw malformed(`the parameter '${name.slice(0, 100)}' has ${steps.length} parts, at most ${DEEPEST} are read`);
  }
  let at = root;
  for (const step of steps.slice(0, -1)) {
    const next = at.get(step) ?? new Map<string, QueryNode>();
    if (typeof next === 'string') {
      throw malformed(`the parameter '${name}' goes on where another parameter already has a value`);
    }
    at.set(step, next);
    at = next;
  }
  const last = steps[steps.length - 1];
  if (at.has(last)) {
    throw malformed(`the parameter '${name}' has a value as well as fields of its own`);
  }
  at.set(last, value);
}

/** The items of `member.1`, `member.2`, ... in the order of their numbers. */
function numbered(node: QueryNode, step: string): QueryNode[] | undefined {
  const items = node instanceof Map && node.size === 1 ? node.get(step) : undefined;
  if (!(items instanceof Map) || ![...items.keys()].every((key) => /^[1-9]\d{0,8}$/.test(key))) {
    return undefined;
  }
  return [...items].sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => item);
}

function plain(node: QueryNode): unknown {
  return typeof node === 'string' ? node : Object.fromEntries([...node].map(([name, item]) => [name, plain(item)]));
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedQueryString', message);
}

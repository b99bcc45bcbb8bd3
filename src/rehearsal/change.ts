import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from './package-root';
import { isRecord } from '../rollout/record';

/** What CloudFormation does with a resource that is there and is to have other properties. */
export type Change = 'none' | 'update' | 'replace';

type Properties = Readonly<Record<string, unknown>>;

/** By resource type: the properties whose change replaces the resource. */
let replacements: Readonly<Record<string, readonly string[]>> | undefined;

/**
 * What CloudFormation does with a resource whose properties change so.
 *
 * Decided on resolved values, as CloudFormation does: a reference to something that was replaced is another value. Which
 * properties replace is CloudFormation's own specification, as `@aws-cdk/cloudformation-diff` reads it; what that calls a possible
 * replacement is one here. A resource type that is not in it, a custom one say, is updated.
 */
export function changeOf(type: string, before: Properties, after: Properties): Change {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isSame(before[name], after[name]));
  if (changed.length === 0) {
    return 'none';
  }
  replacements ??= readReplacements();
  const replacing = Object.hasOwn(replacements, type) ? replacements[type] : [];
  return changed.some((name) => replacing.includes(name)) ? 'replace' : 'update';
}

function readReplacements(): Record<string, string[]> {
  const file = join(PACKAGE_ROOT, 'assets', 'replacements.json');
  if (!existsSync(file)) {
    throw new Error(`no file ${file}; in a checkout, \`npx projen bundle\` makes it`);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
}

/** CloudFormation takes numbers and booleans that are written as strings. */
function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (isRecord(left) && isRecord(right)) {
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((name) => isSame(left[name], right[name]));
  }
  return left === right || (isScalar(left) && isScalar(right) && String(left) === String(right));
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

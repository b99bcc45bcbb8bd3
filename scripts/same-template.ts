/**
 * Whether two synthesized templates say the same, up to what may differ between languages: hashes of assets, and metadata.
 *
 *   tsx scripts/same-template.ts <template> <another>
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const ASSET_HASH = /\b[0-9a-f]{64}\b/g;

function main([one, another]: readonly string[]): void {
  const differences = compare(comparable(one), comparable(another), '');
  differences.forEach((path) => process.stderr.write(`${another} differs from ${one} at ${path}\n`));
  process.exitCode = differences.length === 0 ? 0 : 1;
}

function comparable(file: string): unknown {
  const { Metadata, Conditions, ...template } = JSON.parse(readFileSync(file, 'utf8').replace(ASSET_HASH, '(hash)'));
  const resources = Object.entries<{ Type: string; Metadata?: unknown }>(template.Resources ?? {})
    .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
    .map(([id, { Metadata: ignored, ...resource }]) => [id, resource]);
  const { CDKMetadataAvailable, ...conditions } = Conditions ?? {};
  return { ...template, Conditions: conditions, Resources: Object.fromEntries(resources) };
}

/** The paths at which two values differ, as deep as they can be told. */
function compare(one: unknown, another: unknown, path: string): string[] {
  if (isDeepStrictEqual(one, another)) {
    return [];
  }
  if (!isRecord(one) || !isRecord(another)) {
    return [`${path}: ${JSON.stringify(one)}, ${JSON.stringify(another)}`];
  }
  return [...new Set([...Object.keys(one), ...Object.keys(another)])].flatMap((key) => compare(one[key], another[key], `${path}/${key}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

main(process.argv.slice(2));

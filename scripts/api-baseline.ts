/**
 * Takes today's API as the one that changes are compared with: `api-baseline`, which `npm run compat` reads. Needs what `compile` writes.
 *
 *   tsx scripts/api-baseline.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const BASELINE = join(ROOT, 'api-baseline');

/** What the comparison reads of an assembly; the rest would change with each comment. */
const ASSEMBLY = [
  'schema', 'name', 'version', 'author', 'description', 'homepage', 'license', 'repository', 'dependencies', 'targets', 'jsiiVersion', 'types',
];
const LEFT_OUT = ['locationInModule', 'symbolId'];

function main(): void {
  const { name, version, peerDependencies } = read('package.json');
  const assembly = read('.jsii');
  mkdirSync(BASELINE, { recursive: true });
  write('assembly.json', withoutProse({ ...Object.fromEntries(ASSEMBLY.map((key) => [key, assembly[key]])), fingerprint: '*' }));
  // The assembly's dependencies are looked up by it.
  write('package.json', { name: `${name}-api-baseline`, version, private: true, main: '../lib/index.js', types: '../lib/index.d.ts', peerDependencies, jsii: {} });
  process.stdout.write(`the API to compare with is now that of this checkout: ${Object.keys(assembly.types).length} types\n`);
}

/** Of the docs, whether something is stable or deprecated is part of the promise. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutProse);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => !LEFT_OUT.includes(key)).flatMap(([key, inner]) => {
    if (key !== 'docs') {
      return [[key, withoutProse(inner)]];
    }
    const { stability, deprecated } = inner as { stability?: string; deprecated?: string };
    return stability === undefined && deprecated === undefined ? [] : [[key, { stability, deprecated }]];
  }));
}

function read(file: string): any {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

function write(file: string, content: unknown): void {
  writeFileSync(join(BASELINE, file), `${JSON.stringify(content, undefined, 1)}\n`);
}

main();

/**
 * Compiles the TypeScript examples of the README, of the docstrings and of the docs, with jsii-rosetta in its strict mode, and writes how those of
 * the API read in other languages to `.jsii.tabl.json`, which is published.
 *
 *   tsx scripts/snippets.ts
 *
 * An example is compiled inside rosetta/default.ts-fixture, which declares what it may use; one that is complete in itself says so: ts nofixture.
 * Needs what `compile` writes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const TYPESCRIPT_ONLY = /from 'cdk-guarded-endpoints\//;

function main(): void {
  const assembly = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    writeFileSync(join(assembly, 'package.json'), JSON.stringify({ name: 'docs', version: '0.0.0', jsiiRosetta: { strict: true } }));
    writeFileSync(join(assembly, '.jsii'), JSON.stringify(assemblyOfDocs()));
    symlinkSync(join(ROOT, 'rosetta'), join(assembly, 'rosetta'));
    const { status } = spawnSync('jsii-rosetta', ['extract', '--strict', '--directory', ROOT, ROOT, assembly], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(assembly, { recursive: true });
  }
}

/** The tool reads the examples of assemblies alone: each page of the docs as the README of a module. */
function assemblyOfDocs(): object {
  const pages = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).filter((page) => page.endsWith('.md'));
  return {
    schema: 'jsii/0.10.0',
    name: 'docs',
    version: '0.0.0',
    submodules: Object.fromEntries(pages.map((page) => [`docs.${page.replace(/\.md$/, '').replaceAll('/', '.')}`, { readme: { markdown: examplesOf(page) } }])),
  };
}

/** Without those that import what TypeScript alone has: each is a test of ours, see test/docs.test.ts. */
function examplesOf(page: string): string {
  return readFileSync(join(ROOT, 'docs', page), 'utf8').replace(/^```ts\n([\s\S]*?)^```/gm, (example, code) => (TYPESCRIPT_ONLY.test(code) ? '' : example));
}

main();

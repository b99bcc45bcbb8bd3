/** Bundles the Lambda of the custom resource, the command, and what test suites import, into assets/. Run it by `npx projen bundle`. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');
/** Of the entries below, what more than one of them needs: at the same depth as they are, which is what paths in the source go by. */
const SHARED = 'shared';

/** What few commands need and takes longer to read than the rest: a file of its own, read once it is required. */
const LATER = ['aws-local-stepfunctions', 'echarts'];
const later: Plugin = {
  name: 'later',
  setup: ({ onResolve }) => onResolve({ filter: new RegExp(`^(${LATER.join('|')})$`) }, ({ path, kind }) =>
    (kind === 'require-call' ? { path: `../${SHARED}/${path}.js`, external: true } : undefined)),
};

/** Users need neither docker nor esbuild. The SDK's ES modules shake to less than half of its CommonJS entry. */
const BUNDLE: BuildOptions = { absWorkingDir: ROOT, bundle: true, platform: 'node', target: 'node20', mainFields: ['module', 'main'], logLevel: 'warning' };

/** Names and lines stay readable in a stack trace, but what need not be parsed is left out. */
const SMALL: BuildOptions = { minifyWhitespace: true, minifySyntax: true };

async function updater(): Promise<void> {
  await build({
    ...BUNDLE,
    entryPoints: ['src/updater/index.ts'],
    target: 'node22',
    minify: true,
    // A Lambda function's credentials are in its environment; without the SDK's whole chain of providers a third less is loaded.
    alias: { '@aws-sdk/credential-provider-node': './src/updater/environment-credentials.ts' },
    outfile: 'assets/updater/index.js',
  });
}

/** It has little in common with the rest, and loads what users give it: as CommonJS and as ES modules. */
async function alone(): Promise<void> {
  await build({
    ...BUNDLE, entryPoints: { 'lambda-host/index': 'src/rehearsal/lambda-host.ts', 'simulator/jest': 'src/simulator/jest.ts' }, outdir: 'assets',
  });
}

/** esbuild takes ES modules alone apart, so that is what it makes first; then each file becomes CommonJS, which every Node.js, jest and tsx load. */
async function together(): Promise<void> {
  const modules = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    await build({
      ...BUNDLE,
      entryPoints: {
        'cli/index': 'src/cli/main.ts',
        'prove-worker/index': 'src/rehearsal/prove/worker.ts',
        'rehearsal/index': 'src/rehearsal/index.ts',
        'simulator/index': 'src/simulator/index.ts',
        ...Object.fromEntries(LATER.map((name) => [`${SHARED}/${name}`, name])),
      },
      plugins: [later],
      format: 'esm',
      splitting: true,
      chunkNames: `${SHARED}/[name]-[hash]`,
      outdir: modules,
    });
    const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes(sep));
    rmSync(join(ASSETS, SHARED), { recursive: true, force: true });
    await build({
      ...SMALL,
      absWorkingDir: modules,
      entryPoints: files,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      // What is imported only once it is needed, is required only then.
      supported: { 'dynamic-import': false },
      logLevel: 'warning',
      outbase: modules,
      outdir: ASSETS,
    });
  } finally {
    rmSync(modules, { recursive: true, force: true });
  }
}

Promise.all([updater(), alone(), together()]).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

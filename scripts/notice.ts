/** Writes NOTICE: what other projects' code is in the bundles, under which licence. Run it by `npx projen notice`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..');
const BUNDLES: Readonly<Record<string, { readonly entry: string; readonly alias?: Record<string, string> }>> = {
  'assets/updater, the Lambda of the custom resource': {
    entry: 'src/updater/index.ts',
    alias: { '@aws-sdk/credential-provider-node': './src/updater/environment-credentials.ts' },
  },
  'assets/cli, the command guarded-endpoint': { entry: 'src/cli/main.ts' },
};

const HEADER = `cdk-guarded-endpoints
Copyright the cdk-guarded-endpoints maintainers

This product contains material from other projects.

src/simulator/api/service-model.generated.ts, and assets/cli with it, is derived from the service models of
botocore (https://github.com/boto/botocore), Copyright Amazon.com, Inc. or its affiliates, Apache-2.0.
`;

async function main(): Promise<void> {
  const parts = await Promise.all(Object.entries(BUNDLES).map(async ([title, bundle]) => `\n${title}:\n${(await packagesOf(bundle)).map((line) => `  ${line}\n`).join('')}`));
  writeFileSync(join(ROOT, 'NOTICE'), HEADER + parts.join(''));
}

/** The packages that a bundle takes code from, each with its licence. */
async function packagesOf({ entry, alias }: { readonly entry: string; readonly alias?: Record<string, string> }): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    alias,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    metafile: true,
    write: false,
    minify: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0));
  const directories = new Set(inputs.map(([path]) => path).filter((path) => path.includes('node_modules/')).map(packageDirectory));
  return [...new Set([...directories].map(described))].sort();
}

function packageDirectory(path: string): string {
  const at = path.lastIndexOf('node_modules/') + 'node_modules/'.length;
  const [scopeOrName, name] = path.slice(at).split('/');
  return join(ROOT, path.slice(0, at), scopeOrName.startsWith('@') ? join(scopeOrName, name) : scopeOrName);
}

function described(directory: string): string {
  const { name, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { name: string; license?: string };
  if (!license) {
    throw new Error(`${dirname(directory)}: no licence in the package.json of '${name}'; look for one before bundling it (${existsSync(join(directory, 'LICENSE'))})`);
  }
  return `${name}, ${license}`;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

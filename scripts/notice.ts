/** Writes NOTICE: what other projects' code is in the bundles, under which licence. Run it by `npx projen notice`. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..');
const BUNDLES: Readonly<Record<string, { readonly entry: string; readonly alias?: Record<string, string> }>> = {
  'assets/updater, the Lambda of the custom resource': {
    entry: 'src/updater/index.ts',
    alias: { '@aws-sdk/credential-provider-node': './src/updater/environment-credentials.ts' },
  },
  'assets/cli, the command guarded-endpoint': { entry: 'src/cli/main.ts' },
  'assets/rehearsal, rehearsals in test suites': { entry: 'src/rehearsal/index.ts' },
  'assets/simulator, the simulator in test suites': { entry: 'src/simulator/index.ts' },
  'assets/lambda-host, a Lambda function of a rehearsal': { entry: 'src/rehearsal/lambda-host.ts' },
  'assets/prove-worker, a thread of `guarded-endpoint prove`': { entry: 'src/rehearsal/prove/worker.ts' },
};

/** Licences that let the code be passed on in a package under the Apache licence, as long as their texts are. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'Unlicense', 'Zlib']);

const HEADER = `cdk-guarded-endpoints
Copyright the cdk-guarded-endpoints maintainers

This product contains material from other projects. What several of the files in assets need is in assets/shared.

src/simulator/api/service-model.generated.ts, and assets/shared with it, is derived from the service models of
botocore (https://github.com/boto/botocore), Copyright Amazon.com, Inc. or its affiliates, Apache-2.0.

assets/replacements.json is derived from @aws-cdk/aws-service-spec (https://github.com/cdklabs/awscdk-service-spec), Copyright
Amazon.com, Inc. or its affiliates, Apache-2.0.
`;

async function main(): Promise<void> {
  const bundled = await Promise.all(Object.entries(BUNDLES).map(async ([title, bundle]) => ({ title, packages: await packagesOf(bundle) })));
  const lists = bundled.filter(({ packages }) => packages.length > 0).map(({ title, packages }) => `\n${title}:\n${packages.map(({ name, license }) => `  ${name}, ${license}\n`).join('')}`);
  const texts = uniqueByName(bundled.flatMap(({ packages }) => packages)).filter(({ license }) => license !== 'Apache-2.0').map(licenceText);
  writeFileSync(join(ROOT, 'NOTICE'), HEADER + lists.join('') + texts.join(''));
}

interface Package {
  readonly name: string;
  readonly license: string;
  readonly author?: string;
  readonly directory: string;
}

/** The Apache licence is this project's own; the others have to be passed on with the code. */
function licenceText(item: Package): string {
  return `\n${'-'.repeat(72)}\n${item.name}\n\n${licenceFile(item).replaceAll('\r\n', '\n').trim()}\n`;
}

function licenceFile({ name, license, author, directory }: Package): string {
  const file = readdirSync(directory).find((candidate) => /^licen[cs]e([.-]|$)/i.test(candidate));
  if (file !== undefined) {
    return readFileSync(join(directory, file), 'utf8');
  }
  if (license === 'MIT' && author !== undefined) {
    return `MIT License, as its package.json says\n\nCopyright (c) ${author}\n\n${MIT_TERMS}`;
  }
  throw new Error(`'${name}' has no licence file in ${directory}; find its text before bundling it`);
}

/** Of a package that says so and has no file of it: https://spdx.org/licenses/MIT.html. */
const MIT_TERMS = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function uniqueByName(packages: readonly Package[]): Package[] {
  return [...new Map(packages.map((item) => [item.name, item])).values()];
}

/** The packages that a bundle takes code from, each with its licence. */
async function packagesOf({ entry, alias }: { readonly entry: string; readonly alias?: Record<string, string> }): Promise<Package[]> {
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
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const paths = inputs.map(([path]) => path).filter((path) => path.includes('node_modules/'));
  const directories = new Set(paths.map(packageDirectory));
  return uniqueByName([...directories].map(described)).sort((left, right) => (left.name < right.name ? -1 : 1));
}

function packageDirectory(path: string): string {
  const at = path.lastIndexOf('node_modules/') + 'node_modules/'.length;
  const [scopeOrName, name] = path.slice(at).split('/');
  return join(ROOT, path.slice(0, at), scopeOrName.startsWith('@') ? join(scopeOrName, name) : scopeOrName);
}

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
  /** As older packages have it. */
  readonly licenses?: ReadonlyArray<{ readonly type: string }>;
}

function described(directory: string): Package {
  const { name, author, licenses = [], license = licenses[0]?.type } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  if (!license) {
    throw new Error(`no licence in the package.json of '${name}' (${directory}); find out which it is before bundling it`);
  }
  if (!PERMISSIVE.has(license)) {
    throw new Error(`'${name}' (${directory}) is under '${license}', which is none of ${[...PERMISSIVE].join(', ')}; bundle something else`);
  }
  return { name, license, author: typeof author === 'object' ? author.name : author, directory };
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

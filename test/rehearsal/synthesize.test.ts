import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { synthesize } from '../../src/rehearsal/synthesize';

const WRITE = 'const { mkdirSync, writeFileSync } = require("node:fs"); mkdirSync(process.env.CDK_OUTDIR, { recursive: true }); '
  + 'writeFileSync(process.env.CDK_OUTDIR + "/context.json", process.env.CDK_CONTEXT_JSON);';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'synthesize-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function app(settings: object, program = WRITE): string {
  writeFileSync(join(directory, 'cdk.json'), JSON.stringify(settings));
  writeFileSync(join(directory, 'app.js'), program);
  return directory;
}

test('a relative path of the cloud assembly is one from the working directory, though the app runs in its own', async () => {
  const output = join(directory, 'elsewhere', 'cdk.out');
  await synthesize(app({ app: 'node app.js' }), relative(process.cwd(), output));
  expect(existsSync(join(output, 'context.json'))).toBe(true);
});

test('the context that is given is added to that of cdk.json', async () => {
  const output = join(directory, 'cdk.out');
  await synthesize(app({ app: 'node app.js', context: { of: 'the app', both: 'cdk.json' } }), output, { both: 'given' });
  expect(jest.requireActual(join(output, 'context.json'))).toEqual({ of: 'the app', both: 'given' });
});

test.each([
  ['a directory without an app', () => directory, "no cdk.json in '{directory}'; name the directory of a CDK app"],
  ['a cdk.json without a command', () => app({}), '{directory}/cdk.json has no "app", the command that synthesizes it'],
  ['an app that fails', () => app({ app: 'node app.js' }, 'console.error("no such model"); process.exit(3)'),
    '`node app.js` in {directory} ended with status 3\nno such model\n'],
])('%s is told as what it is', async (_, declared, message) => {
  await expect(synthesize(declared(), join(directory, 'cdk.out'))).rejects.toThrow(message.replace('{directory}', directory));
});

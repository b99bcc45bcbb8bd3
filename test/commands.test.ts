import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ChurnStack } from '../examples/churn/churn-stack';

const ROOT = join(__dirname, '..');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).filter((page) => page.endsWith('.md')).map((page) => join('docs', page))];

/** Commands that are not run here, and why. */
const NOT_RUN: ReadonlyArray<readonly [command: RegExp, because: string]> = [
  [/^(cdk|npx aws-cdk@2|npx cdk) /, 'the CDK\'s own'],
  [/^guarded-endpoint simulate /, 'it serves until it is stopped: test/cli/main.test.ts'],
  [/^guarded-endpoint calibrate /, 'it reads the metrics of an account: test/rehearsal has its arithmetic'],
  [/^npx integ-runner /, 'it deploys to an account; what it does without one is the task integ'],
  [/^(export|cd|mv|aws|curl|jq) /, 'another program; the simulator\'s side is in test/simulator'],
  [/^(npm (init|install)|python3|\.venv\/bin\/pip) /, 'an app of one\'s own: .ci/languages and .ci/package do as the page says'],
];

const COMMANDS = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```(?:sh|shell|bash)\n([\s\S]*?)^```/gm)].flatMap(([, code]) =>
    code.replace(/\\\n\s*/g, '').split('\n').flatMap((line) => line.replace(/\s+# .*$/, '').split(/ && | \| (?=\w)/)).map((line) => line.trim())
      .filter((line) => line !== '').map((line) => [page, line.replace(/^npx guarded-endpoint/, 'guarded-endpoint')] as const)));

const RUN = COMMANDS.filter(([, command]) => !NOT_RUN.some(([pattern]) => pattern.test(command)));
/** Those that several pages have, once. */
const OURS = [...new Map(RUN.filter(([, command]) => command.startsWith('guarded-endpoint ')).map(([page, command]) => [command, page]))];
const TASKS = RUN.filter(([, command]) => !command.startsWith('guarded-endpoint '));

describe('a command of the docs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'commands-'));

  beforeAll(() => {
    const app = new App({ outdir: join(directory, 'cdk.out') });
    new ChurnStack(app, 'Churn', { image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.2-1', env: { region: 'us-east-1' } });
    app.synth();
    cpSync(join(directory, 'cdk.out'), join(directory, 'deployed'), { recursive: true });
    // The scenarios that pages write out begin with their name.
    for (const page of PAGES) {
      const files = readFileSync(join(ROOT, page), 'utf8').matchAll(/^```yaml\n# ([\w-]+\.yaml)[\s\S]*?\n([\s\S]*?)^```/gm);
      [...files].forEach(([, name, text]) => writeFileSync(join(directory, name), text));
    }
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each(OURS)('ends well: %s (%s)', (command) => {
    // As many trials as it takes to see that it runs.
    const trials = command.startsWith('guarded-endpoint prove') ? ['--seeds', '2'] : [];
    const words = [...command.replace(/ --seeds \d+/, '').split(/\s+/).slice(1), ...trials];
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin', 'guarded-endpoint'), ...words], { cwd: directory, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each(TASKS)('is one that there is: %s: %s', (_page, command) => {
    expect(missing(command)).toBeUndefined();
  });
});

/** What a command needs and the repository does not have. */
function missing(command: string): string | undefined {
  const [program, verb, name] = command.split(/\s+/);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  switch (program) {
    case 'npm':
      return verb === 'ci' || (verb === 'run' ? name : verb) in scripts ? undefined : `no script '${name}'`;
    case 'npx':
      return verb === 'projen' ? (name in scripts ? undefined : `no task '${name}'`) : existsSync(join(ROOT, name)) ? undefined : `no file '${name}'`;
    default:
      return existsSync(join(ROOT, program)) ? undefined : `no file '${program}'`;
  }
}

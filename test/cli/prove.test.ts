import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ChurnStack } from '../../examples/churn/churn-stack';
import { run } from '../../src/cli/program';
import { FAULTS } from '../../src/rehearsal/prove/fault';

const directory = mkdtempSync(join(tmpdir(), 'prove-cli-'));
const assembly = join(directory, 'cdk.out');
const scenario = join(directory, 'scenario.yaml');
beforeAll(() => {
  const app = new App({ outdir: assembly, analyticsReporting: false });
  new ChurnStack(app, 'Churn', { image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1', env: { region: 'us-east-1' } });
  app.synth();
  writeFileSync(scenario, 'versions: [{ name: today, behaviour: { latencyMs: { p50: 2, p99: 5 } } }]');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const FEW = ['--seeds', '3', '--fault', 'total-failure', '--fault', 'wrong-schema'];

describe('guarded-endpoint prove', () => {
  test('says which faults are caught, by which alarm, at what cost, and what would catch the others', async () => {
    const { code, out } = await prove(assembly, '--scenario', scenario, ...FEW);
    expect(code).toBe(0);
    expect(out).toMatch(/^total-failure +100 % +29-100 +\d+ s +\d+ +\d+ +ServerErrorRate$/m);
    expect(out).toMatch(/^wrong-schema +0 % +0-71 +\d+ +\d+$/m);
    expect(out).toMatch(/wrong-schema: every request is refused \(4XX\)\n +Guardrail.clientErrorRate\(\)/);
    expect(out).toContain('Score 0.50');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('has the traffic that it is told of where there is no scenario', async () => {
    const failures = async (rate: string): Promise<number> => {
      const { out } = await prove(assembly, '--seeds', '3', '--fault', 'total-failure', '--requests-per-second', rate);
      return Number(/^total-failure +100 % +29-100 +\d+ s +(\d+)/m.exec(out)![1]);
    };
    expect(await failures('50') / await failures('10')).toBeCloseTo(5, 0);
  });

  test('tries the versions of the scenario that have to be rolled back, and keeps them when shards are merged', async () => {
    const own = join(directory, 'own.yaml');
    writeFileSync(own, 'versions: [{ name: today }, { name: half-broken, behaviour: { errorRate: 0.5 }, expect: { outcome: rolledBack } }, { name: fine }]');
    const part = join(directory, 'own.json');
    // The last of the faults, with one seed.
    const { out } = await prove(assembly, '--scenario', own, '--seeds', '1', '--shard', `${FAULTS.length + 1}/${FAULTS.length + 1}`, '--json', part);
    expect(out).toMatch(/^half-broken +100 %/m);
    expect((await prove('--merge', part)).out).toMatch(/^half-broken +100 %[\s\S]*Score 1.00/m);
  });

  test('has no line of help that is longer than a terminal is wide', async () => {
    const { code, out } = await prove('--help');
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('fails under the score asked for', async () => {
    const { code, err } = await prove(assembly, '--scenario', scenario, '--fail-under', '0.9', ...FEW);
    expect(code).toBe(1);
    expect(err).toContain('the score is 0.500, at least 0.9 was asked for');
  });

  test('gives the same from merged shards as from one machine', async () => {
    const whole = await prove(assembly, '--scenario', scenario, ...FEW);
    const files = await Promise.all(['1/2', '2/2'].map(async (shard, index) => {
      const file = join(directory, `part${index}.json`);
      await prove(assembly, '--scenario', scenario, '--shard', shard, '--json', file, ...FEW);
      return file;
    }));
    expect(JSON.parse(readFileSync(files[0], 'utf8')).trials).toHaveLength(3);
    expect((await prove('--merge', ...files)).out).toBe(whole.out);
  });

  test.each<[string, string[], number, RegExp]>([
    ['an unknown fault', [assembly, '--fault', 'nope'], 2, /there are total-failure, errors-10/],
    ['a shard beyond', [assembly, '--shard', '5/4'], 2, /a shard is written like 2\/4/],
    ['no assembly', [join(directory, 'nowhere')], 1, /is not a cloud assembly; run `cdk synth` first/],
    ['no file to merge', ['--merge', 'nowhere.json'], 1, /no file 'nowhere.json'/],
    ['a file that is no JSON', ['--merge', __filename], 1, /prove\.test\.ts is not JSON: /],
    ['a file with nothing in it', ['--merge', jsonFile('null')], 1, /has no trials; merge files that were written by/],
    ['a file that is no shard', ['--merge', jsonFile('{}')], 1, /has no trials; merge files that were written by/],
  ])('refuses %s', async (_name, argv, expected, message) => {
    const { code, err } = await prove(...argv);
    expect(code).toBe(expected);
    expect(err).toMatch(message);
  });
});

function jsonFile(content: string): string {
  const file = join(directory, `${content}.json`);
  writeFileSync(file, content);
  return file;
}

async function prove(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await run(['prove', ...argv], { out: (text) => (out += text), err: (text) => (err += text), stopped: () => new Promise(() => {}) });
  return { code, out, err };
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ChurnStack } from '../../../examples/churn/churn-stack';
import { readStack } from '../../../src/rehearsal/assembly';
import { rehearse } from '../../../src/rehearsal/rehearse';
import { readScenario } from '../../../src/rehearsal/scenario/parse';
import { SCENARIO_SCHEMA } from '../../../src/rehearsal/scenario/schema';

const ROOT = join(__dirname, '..', '..', '..');
const SCENARIOS = join(ROOT, 'examples', 'churn', 'scenarios');
const files = readdirSync(SCENARIOS).filter((file) => file.endsWith('.yaml'));

const directory = mkdtempSync(join(tmpdir(), 'examples-'));
const app = new App({ outdir: directory, analyticsReporting: false });
new ChurnStack(app, 'Churn', { image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1', env: { region: 'us-east-1' } });
app.synth();
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('there are examples', () => expect(files.length).toBeGreaterThanOrEqual(4));

describe.each(files)('the example %s', (file) => {
  const path = join(SCENARIOS, file);

  test('comes out as it expects, with every update expected to come to something', async () => {
    const scenario = readScenario(path);
    expect(scenario.versions.slice(1).filter(({ expect: expected }) => expected?.outcome === undefined)).toEqual([]);
    const { versions } = await rehearse({ assembly: readStack(directory), scenario, reproduce: '' });
    const wrong = versions.flatMap(({ deployment: { name }, checks }) => checks.filter(({ holds }) => !holds).map((check) => ({ name, ...check })));
    expect(wrong).toEqual([]);
    expect(versions).toHaveLength(scenario.versions.length);
  }, 30_000);

  test('tells editors where its schema is', () => {
    const [, schema] = /^# yaml-language-server: \$schema=(.+)\n/.exec(readFileSync(path, 'utf8'))!;
    expect(JSON.parse(readFileSync(join(SCENARIOS, schema), 'utf8'))).toMatchObject({ title: SCENARIO_SCHEMA.title });
  });
});

test('the published schema is the one that files are checked against; `guarded-endpoint rehearse --schema > docs/scenario.schema.json` writes it', () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'docs', 'scenario.schema.json'), 'utf8'))).toEqual(SCENARIO_SCHEMA);
});

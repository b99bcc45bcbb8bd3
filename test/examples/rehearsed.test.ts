import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { AbStack } from '../../examples/ab/ab-stack';
import { PipelineStack } from '../../examples/pipeline/pipeline-stack';
import { ShadowStack } from '../../examples/shadow/shadow-stack';
import { run } from '../../src/cli/program';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'rehearsed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Example = new (scope: App, id: string, props: { env: { region: string } }) => Stack;

function rehearsed(example: Example, scenario: string): Promise<RehearsalResult> {
  const outdir = join(directory, example.name);
  const app = new App({ outdir, analyticsReporting: false });
  new example(app, example.name, { env: { region: 'us-east-1' } });
  app.synth();
  return rehearse({ assembly: readStack(outdir), scenario: parseScenario(scenario, join(directory, 'scenario.yaml')), reproduce: '' });
}

function failures({ versions }: RehearsalResult): unknown[] {
  return versions.flatMap(({ deployment, checks }) => checks.filter(({ holds }) => !holds).map((check) => ({ version: deployment.name, ...check })));
}

/** A tenth of the requests to the second version fail. */
const ONE_BAD_VERSION = `
traffic: { requestsPerSecond: 50 }
versions:
  - { name: before, expect: { outcome: inService, failedRequests: 0 } }
  - name: bad
    behaviour: { errorRate: 0.1 }
    expect: { outcome: rolledBack, requestsToNewVersion: ">0", serving: before }
  - { name: good, expect: { outcome: inService, failedRequests: 0, serving: good } }
`;

test.each<[string, Example, string]>([
  ['A/B', AbStack, 'recommendations-Champion-ServerErrorRate'],
  ['shadow', ShadowStack, 'fraud-AllTraffic-ServerErrorRate'],
])('the %s example keeps its endpoint from a version that fails, and takes one that does not', async (_, example, alarm) => {
  const result = await rehearsed(example, ONE_BAD_VERSION);
  expect(failures(result)).toEqual([]);
  expect(result.versions[1].deployment.alarms).toContain(alarm);
});

describe('the pipeline example', () => {
  const account = '111111111111';
  const region = 'eu-west-1';
  const outdir = join(directory, 'pipeline');

  beforeAll(() => {
    const app = new App({ outdir, analyticsReporting: false });
    new PipelineStack(app, 'ChurnPipeline', {
      env: { account, region },
      repository: 'example/churn',
      connectionArn: `arn:aws:codeconnections:${region}:${account}:connection/00000000-0000-0000-0000-000000000000`,
      modelPackageGroupName: 'churn',
      artifactsBucketName: 'example-churn-models',
      imageRepositoryArn: 'arn:aws:ecr:eu-west-1:111111111111:repository/churn-serving',
      modelPackageArn: `arn:aws:sagemaker:${region}:${account}:model-package/churn/7`,
      test: { account: '222222222222', region },
      production: { account: '333333333333', region },
    });
    app.synth();
  });

  test('has a stage for each account', () => {
    expect(readdirSync(outdir).filter((name) => name.startsWith('assembly-'))).toEqual(['assembly-ChurnPipeline-Production', 'assembly-ChurnPipeline-Test']);
  });

  // What the step Rehearse of the pipeline runs.
  test.each(['Test', 'Production'])('keeps the endpoint of the stage %s from a bad version', async (stage) => {
    let said = '';
    const say = (text: string): void => { said += text; };
    const code = await run(['rehearse', join(outdir, `assembly-ChurnPipeline-${stage}`)], { out: say, err: say, stopped: () => new Promise(() => undefined) });
    expect(said).toMatch(/bad was rolled back after .* by churn-AllTraffic-ServerErrorRate/);
    expect(code).toBe(0);
  });
});

import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  ContainerImage, DeploymentStrategy, GuardedEndpoint, Model, ModelData, ModelSource, type GoldenRequest, type ModelContainer,
} from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse } from '../../src/rehearsal/rehearse';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'golden-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// Also in docs/updater.md.
const SCENARIO = `
versions:
  - name: before
    behaviour: { answer: { churn: 0.91 } }
  - name: bad
    behaviour: { answer: { churn: 0.12 } }
    expect: { outcome: failed, failedRequests: 0, serving: before }
  - name: good
    behaviour: { answer: { churn: 0.93, model: 3 } }
    expect: { outcome: inService, serving: good }
`;

function container(hostname?: string): ModelContainer {
  return { image: ContainerImage.fromUri(`123456789012.dkr.ecr.us-east-1.amazonaws.com/${hostname ?? 'churn'}:1`), hostname };
}

/** Three versions of which the second answers wrongly where it is asked by name; what is asked without a name is fine in all of them. */
function scenarioOf(target: string): string {
  const version = (name: string, churn: number, expected: string): string => `
  - name: ${name}
    behaviour: { answer: { churn: 0.9 }, targets: { "${target}": { answer: { churn: ${churn} } } } }
    expect: { ${expected} }`;
  return `versions:${version('before', 0.91, 'outcome: inService')}${version('bad', 0.12, 'outcome: failed, serving: before')}${version('good', 0.93, 'serving: good')}`;
}

test.each<[string, (stack: Stack) => ModelSource, Partial<GoldenRequest>, string]>([
  ['many models in one container', (stack) => ModelSource.fromContainer({
    ...container(), modelData: ModelData.fromManyModels(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'all/'),
  }), { targetModel: 'eu/churn.tar.gz' }, 'eu/churn.tar.gz'],
  ['containers that are asked one by one', () => ModelSource.fromDirectContainers([container('churn'), container('fraud')]), { targetContainerHostname: 'churn' }, 'churn'],
])('of %s the one that answers wrongly is found by a golden request that names it', async (_what, source, request, target) => {
  const outdir = mkdtempSync(join(directory, 'target-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Churn', { env: { region: 'us-east-1', account: '123456789012' } });
  new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn',
    variants: [{ model: new Model(stack, 'Model', { source: source(stack) }), instanceType: 'ml.m5.xlarge' }],
    strategy: DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.minutes(5), maximumExecutionTimeout: Duration.minutes(30) }),
    verification: { requests: [{ payload: {}, expectedBody: { churn: 0.9 }, tolerance: 0.05, ...request }] },
  });
  app.synth();
  const { versions } = await rehearse({ assembly: readStack(outdir), scenario: parseScenario(scenarioOf(target), join(outdir, 'scenario.yaml')), reproduce: '' });
  expect(versions.flatMap(({ checks }) => checks.filter(({ holds }) => !holds))).toEqual([]);
  expect(versions[1].deployment.failure?.reason).toMatch(/of its answer \$\.churn is 0\.12, 0\.9 is expected/);
});

test('a model that answers quickly, without an error, and wrongly, is taken back by its golden request', async () => {
  const app = new App({ outdir: directory, analyticsReporting: false });
  const stack = new Stack(app, 'Churn', { env: { region: 'us-east-1', account: '123456789012' } });
  const image = ContainerImage.fromUri('123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1');
  new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn',
    variants: [{ model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image }) }), instanceType: 'ml.m5.xlarge' }],
    strategy: DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.minutes(5), maximumExecutionTimeout: Duration.minutes(30) }),
    verification: {
      minimumInvocations: 100,
      requests: [{ name: 'a customer who leaves', payload: { tenure: 1 }, expectedBody: { churn: 0.9 }, tolerance: 0.05 }],
    },
  });
  app.synth();
  const { versions } = await rehearse({ assembly: readStack(directory), scenario: parseScenario(SCENARIO, join(directory, 'scenario.yaml')), reproduce: '' });
  expect(versions.flatMap(({ checks }) => checks.filter(({ holds }) => !holds))).toEqual([]);
  const { failure, status } = versions[1].deployment;
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failure?.reason).toMatch(/was not accepted: golden request 'a customer who leaves': of its answer \$\.churn is 0\.12, 0\.9 is expected \(give or take 0\.05\)\. It was taken back to '/);
});

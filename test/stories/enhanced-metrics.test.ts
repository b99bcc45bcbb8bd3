import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'enhanced-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const SCENARIO = `
seed: 3
traffic: { requestsPerSecond: 50 }
versions:
  - name: good
  - name: bad
    behaviour: { errorRate: 1 }
`;

/** One of four instances is a canary for three minutes, with a guardrail whose datapoints are of so many seconds. */
function synthesized(name: string, seconds: number): string {
  const outdir = join(directory, name);
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Churn', { env: { region: 'us-east-1', account: '123456789012' } });
  const image = ContainerImage.fromUri('123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1');
  const period = Duration.seconds(seconds);
  new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn',
    variants: [{ model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image }) }), instanceType: 'ml.m5.xlarge', initialInstanceCount: 4 }],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(3) }),
    ...(seconds < 60 && { metricPublishFrequency: period }),
    guardrails: [Guardrail.serverErrorRate({ period, evaluationPeriods: 2 })],
  });
  app.synth();
  return outdir;
}

async function rehearsed(seconds: number): Promise<RehearsalResult> {
  return rehearse({ assembly: readStack(synthesized(`every-${seconds}`, seconds)), scenario: parseScenario(SCENARIO, join(directory, 'scenario.yaml')), reproduce: '' });
}

function failedIn({ versions: [, { deployment }] }: RehearsalResult): number {
  expect(deployment).toMatchObject({ outcome: 'rolledBack', servingVersions: ['good'] });
  return deployment.failedRequests;
}

test('a team that publishes its metrics every ten seconds rehearses that a bad model is taken back sooner', async () => {
  const [quick, usual] = [failedIn(await rehearsed(10)), failedIn(await rehearsed(60))];
  // A quarter of 50 requests a second: for two datapoints of either length, and the minute after which they are seen.
  expect(Math.abs(quick - 12.5 * (2 * 10 + 60))).toBeLessThan(150);
  expect(Math.abs(usual - 12.5 * (2 * 60 + 60))).toBeLessThan(250);
});

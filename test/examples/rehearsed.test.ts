import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { AbStack } from '../../examples/ab/ab-stack';
import { ShadowStack } from '../../examples/shadow/shadow-stack';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

jest.mock('cdk-guarded-endpoints', () => jest.requireActual('../../src'), { virtual: true });
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

describe('the A/B example', () => {
  test('keeps its endpoint from a version that fails, and takes one that does not', async () => {
    const result = await rehearsed(AbStack, `
traffic: { requestsPerSecond: 50 }
versions:
  - { name: before, expect: { outcome: inService, failedRequests: 0 } }
  - name: bad
    behaviour: { errorRate: 0.1 }
    expect: { outcome: rolledBack, requestsToNewVersion: ">0", serving: before }
  - { name: good, expect: { outcome: inService, failedRequests: 0, serving: good } }
`);
    expect(failures(result)).toEqual([]);
    expect(result.versions[1].deployment.alarms).toContain('recommendations-Champion-ServerErrorRate');
  });
});

describe('the shadow example', () => {
  test('keeps its endpoint from a version that fails, and takes one that does not', async () => {
    const result = await rehearsed(ShadowStack, `
traffic: { requestsPerSecond: 50 }
versions:
  - { name: before, expect: { outcome: inService, failedRequests: 0 } }
  - name: bad
    behaviour: { errorRate: 0.1 }
    expect: { outcome: rolledBack, requestsToNewVersion: ">0", serving: before }
  - { name: good, expect: { outcome: inService, failedRequests: 0, serving: good } }
`);
    expect(failures(result)).toEqual([]);
    expect(result.versions[1].deployment.alarms).toEqual(['fraud-AllTraffic-ServerErrorRate']);
  });
});

import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ChurnStack } from '../../examples/churn/churn-stack';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import { Rehearsal, type RehearsedDeployment } from '../../src/rehearsal/rehearsal';
import type { StackEvent } from '../../src/rehearsal/stack';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost';
const BEHAVIOURS = { baseline: {}, broken: { errorRate: 1 }, slow: { latencyMs: { p50: 40, p99: 90 } }, good: {} };
type Version = keyof typeof BEHAVIOURS;

const directory = mkdtempSync(join(tmpdir(), 'story-'));
const assemblies = Object.fromEntries(Object.keys(BEHAVIOURS).map((version) => [version, synthesized(version)])) as Record<Version, AssemblyStack>;
let rehearsal: Rehearsal;
let logs: string[];
let stackEvents: StackEvent[];

beforeEach(async () => {
  logs = [];
  stackEvents = [];
  rehearsal = await Rehearsal.start({
    stackName: 'Churn',
    region: 'us-east-1',
    accountId: '123456789012',
    seed: 7,
    requestsPerSecond: 20,
    onStackEvent: (event) => stackEvents.push(event),
    onLog: (_functionName, line) => logs.push(line),
  });
});
afterEach(() => rehearsal.close());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the churn example, from the app to the outcome', () => {
  test('a model that fails every request is rolled back within the first bake, and the old one serves', async () => {
    const baseline = await deploy('baseline');
    const broken = await deploy('broken');
    expect(baseline.status).toBe('CREATE_COMPLETE');
    expect(broken.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(broken.failure?.reason).toMatch(/was rolled back at .* UTC while baking .*: alarm 'churn-AllTraffic-ServerErrorRate' saw 100 % \(threshold 1 %\)/);
    expect(broken.outcome).toBe('rolledBack');
    expect(broken.alarms).toEqual(['churn-AllTraffic-ServerErrorRate']);
    expect(broken.peakInstances).toBe(6);
    expect(broken.serving).toEqual(baseline.serving);
    expect(secondsOf(broken)).toBeLessThan(240 + 300);
    expect(broken.failedRequests).toBeGreaterThan(0);
  });

  test('a model that is too slow is rolled back by the other alarm, with no request failed', async () => {
    await deploy('baseline');
    const slow = await deploy('slow');
    expect(slow.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(slow.failure?.reason).toMatch(/alarm 'churn-AllTraffic-ModelLatency-p99' saw \d+(\.\d+)? ms \(threshold 50 ms\)/);
    expect(slow.failedRequests).toBe(0);
  });

  test('a good model is kept, also after a bad one', async () => {
    await deploy('baseline');
    await deploy('broken');
    const good = await deploy('good');
    expect(good.status).toBe('UPDATE_COMPLETE');
    expect(good.failedRequests).toBe(0);
    expect(stackEvents.filter(({ status }) => status === 'DELETE_FAILED')).toEqual([]);
    const timeline = rehearsal.observer.timeline('churn');
    expect(timeline[timeline.length - 1]).toMatchObject({ event: 'EndpointStatus', status: 'InService', endpointConfigName: good.serving.churn });
  });

  test('deploying what is deployed already changes nothing and takes no time', async () => {
    await deploy('baseline');
    const again = await deploy('baseline');
    expect(again).toMatchObject({ status: 'UPDATE_COMPLETE', requests: 0 });
    expect(secondsOf(again)).toBe(0);
  });

  test('no log line has a response URL or its signature', async () => {
    await deploy('baseline');
    await deploy('broken');
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.filter((line) => /X-Amz-Signature|_rehearsal\/responses/.test(line))).toEqual([]);
  });
});

async function deploy(version: Version): Promise<RehearsedDeployment> {
  const deployment = await rehearsal.deploy({
    name: version,
    assembly: assemblies[version],
    behaviour: { latencyMs: { p50: 2, p99: 5 }, ...BEHAVIOURS[version] },
  });
  rehearsal.pass(300);
  return deployment;
}

function synthesized(version: string): AssemblyStack {
  const app = new App({ outdir: join(directory, version), analyticsReporting: false });
  new ChurnStack(app, 'Churn', { image: `${IMAGE}:${version}`, env: { region: 'us-east-1' } });
  app.synth();
  return readStack(join(directory, version));
}

function secondsOf({ from, to }: RehearsedDeployment): number {
  return (to.getTime() - from.getTime()) / 1000;
}

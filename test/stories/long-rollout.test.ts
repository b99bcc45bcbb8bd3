import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Model, ModelSource } from '../../src';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import { Rehearsal, type RehearsedDeployment } from '../../src/rehearsal/rehearsal';
import type { StackEvent } from '../../src/rehearsal/stack';

// An eight-hour rollout is watched by some thousand invocations of the function.
jest.setTimeout(120_000);

/** Twenty batches of one instance, each baked for nineteen minutes. */
class LargeFleet extends Stack {
  constructor(app: App, version: string, props: StackProps) {
    super(app, 'Fleet', props);
    const image = ContainerImage.fromUri(`683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:${version}`);
    const model = new Model(this, 'Model', { source: ModelSource.fromContainer({ image }) });
    const endpoint = new GuardedEndpoint(this, 'Fleet', {
      endpointName: 'fleet',
      variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 20 }],
      strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), bakingPeriod: Duration.minutes(19) }),
    });
    new CfnTopic(this, 'Dependent', { displayName: `${version} ${endpoint.endpointArn}` });
  }
}

const directory = mkdtempSync(join(tmpdir(), 'story-'));
let rehearsal: Rehearsal;
let logs: string[];
let events: StackEvent[];

beforeEach(async () => {
  logs = [];
  events = [];
  rehearsal = await Rehearsal.start({
    stackName: 'Fleet',
    region: 'us-east-1',
    accountId: '123456789012',
    seed: 7,
    requestsPerSecond: 20,
    onStackEvent: (event) => events.push(event),
    onLog: (_functionName, line) => logs.push(line),
  });
});
afterEach(() => rehearsal.close());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a rolling update of eight hours', () => {
  test('is kept when it is good, and what depends on the endpoint waits for it', async () => {
    await deploy('v1');
    events.length = 0;
    const kept = await deploy('v2');
    expect(kept.status).toBe('UPDATE_COMPLETE');
    expect(hoursOf(kept)).toBeGreaterThan(7.5);
    expect(hoursOf(kept)).toBeLessThan(8);
    const answered = timeOf(/Custom::/, 'UPDATE_COMPLETE');
    expect(answered - kept.from.getTime()).toBeLessThan(10 * 60_000);
    expect(timeOf(/WaitCondition$/, 'CREATE_COMPLETE')).toBeGreaterThan(answered);
    expect(timeOf(/SNS::Topic/, 'UPDATE_IN_PROGRESS')).toBeGreaterThanOrEqual(timeOf(/WaitCondition$/, 'CREATE_COMPLETE'));
    expectNoSecret();
  });

  test('that goes bad after four hours is rolled back, and so is the stack', async () => {
    const first = await deploy('v1');
    events.length = 0;
    const bad = await deploy('v2', (hours) => (hours > 4 ? 1 : 0));
    expect(bad.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(bad.failure?.logicalId).toMatch(/Rollout/);
    expect(bad.failure?.reason).toMatch(/was rolled back at .* UTC .*alarm 'fleet-AllTraffic-ServerErrorRate' saw \d+(\.\d+)? % \(threshold 1 %\)/);
    expect(hoursOf(bad)).toBeGreaterThan(4);
    expect(hoursOf(bad)).toBeLessThan(5);
    expect(bad.serving).toEqual(first.serving);
    expect(events.some(({ type, status }) => type === 'AWS::SNS::Topic' && status === 'UPDATE_IN_PROGRESS')).toBe(false);
    expectNoSecret();
  });

  test('is not repeated by a deployment that changes nothing', async () => {
    await deploy('v1');
    const again = await deploy('v1');
    expect(again).toMatchObject({ status: 'UPDATE_COMPLETE', requests: 0 });
  });

  test('can follow one that was rolled back', async () => {
    await deploy('v1');
    await deploy('v2', () => 1);
    const next = await deploy('v3');
    expect(next.status).toBe('UPDATE_COMPLETE');
  });
});

async function deploy(version: string, errorRateAfter: (hours: number) => number = () => 0): Promise<RehearsedDeployment> {
  const { world, clock } = rehearsal.cloud.simulator;
  const start = clock.now.getTime();
  let over = false;
  const worsen = (): void => {
    if (over) {
      return;
    }
    const model = [...world.sagemaker.models.byName.keys()].at(-1)!;
    world.setModelBehaviour(model, { errorRate: errorRateAfter((clock.now.getTime() - start) / 3_600_000) });
  };
  if (errorRateAfter(1000) > 0) {
    [0.5, 4.1].forEach((hours) => clock.after(hours * 3600, worsen));
  }
  const deployment = await rehearsal.deploy({ name: version, assembly: assemblyOf(version) });
  over = true;
  return deployment;
}

function assemblyOf(version: string): AssemblyStack {
  const outdir = join(directory, version);
  const app = new App({ outdir, analyticsReporting: false });
  new LargeFleet(app, version, { env: { region: 'us-east-1' } });
  app.synth();
  return readStack(outdir);
}

function expectNoSecret(): void {
  expect(logs.filter((line) => /X-Amz-Signature|_rehearsal\//.test(line))).toEqual([]);
}

function timeOf(type: RegExp, status: string): number {
  return events.find((event) => type.test(event.type) && event.status === status)!.time.getTime();
}

function hoursOf({ from, to }: RehearsedDeployment): number {
  return (to.getTime() - from.getTime()) / 3_600_000;
}

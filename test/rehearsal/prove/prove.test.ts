import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from '../../../src';
import { readStack } from '../../../src/rehearsal/assembly';
import { shareOf } from '../../../src/rehearsal/prove/confidence';
import { FAULTS } from '../../../src/rehearsal/prove/fault';
import { keysOf, proofOf, type Trial } from '../../../src/rehearsal/prove/proof';
import { record, type Recording } from '../../../src/rehearsal/prove/recording';
import { proofText } from '../../../src/rehearsal/prove/text';
import { trialPair } from '../../../src/rehearsal/prove/trials';
import { DEFAULT_SCENARIO } from '../../../src/rehearsal/scenario/default-scenario';

const REQUESTS_PER_SECOND = 50;
const HEALTHY = { errorRate: 0, latencyMs: { p50: 2, p99: 5 } };
const directory = mkdtempSync(join(tmpdir(), 'prove-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const recordings: Record<string, Recording> = {};
beforeAll(async () => {
  const errors = Guardrail.serverErrorRate({ thresholdPercent: 1 });
  recordings.one = await recorded('one', [errors]);
  const refusals = Guardrail.clientErrorRate({ thresholdPercent: 1 });
  recordings.both = await recorded('both', [errors, refusals, Guardrail.modelLatency({ threshold: Duration.millis(8) })]);
});

describe('a recorded deployment', () => {
  test('has the calls of the template and of the Lambda function, in their order', () => {
    expect(recordings.one.calls.map(({ operation }) => operation)).toEqual([
      'CreateModel', 'CreateEndpointConfig', 'PutMetricAlarm', 'CreateEndpoint',
      'CreateModel', 'CreateEndpointConfig', 'PutMetricAlarm', 'UpdateEndpoint',
    ]);
    expect(recordings.one.endpointNames).toEqual(['proved']);
  });

  test('plays the same way with the same seed, and another way with another', async () => {
    const once = await tried('one', 'errors-10', 1);
    expect(await tried('one', 'errors-10', 1)).toEqual(once);
    expect(await tried('one', 'errors-10', 2)).not.toEqual(once);
  });
});

describe('a fault', () => {
  test('that fails every request costs what arithmetic says: the canary\'s share of the traffic until the alarm', async () => {
    const trials = await Promise.all([1, 2, 3, 4, 5].map((seed) => tried('one', 'total-failure', seed)));
    for (const { caught, alarms, secondsToRollback, failedRequests, unguardedFailedRequests } of trials) {
      expect(caught).toBe(true);
      expect(alarms).toEqual(['proved-AllTraffic-ServerErrorRate']);
      const expected = (REQUESTS_PER_SECOND / 4) * secondsToRollback!;
      expect(Math.abs(failedRequests - expected)).toBeLessThan(5 * Math.sqrt(expected));
      // All traffic from the moment the new fleet is there until the guarded update would have ended.
      const unguarded = REQUESTS_PER_SECOND * (recordings.one.updateSeconds - 240);
      expect(Math.abs(unguardedFailedRequests - unguarded)).toBeLessThan(5 * Math.sqrt(unguarded) + 15 * REQUESTS_PER_SECOND);
    }
  });

  test.each([
    ['no-start', 'the service'],
    ['slow-start', 'the service'],
  ])('%s is caught by %s, without an alarm', async (faultId) => {
    expect(await tried('one', faultId, 1)).toMatchObject({ caught: true, alarms: [], failedRequests: 0 });
  });

  test('that comes without traffic survives: silence proves nothing', async () => {
    expect(await tried('both', 'no-traffic', 1)).toMatchObject({ caught: false, failedRequests: 0 });
  });

  test.each(['wrong-schema', 'p99-x5'])('%s survives where no guardrail looks, and is caught where one does', async (faultId) => {
    expect((await tried('one', faultId, 3)).caught).toBe(false);
    expect((await tried('both', faultId, 3)).caught).toBe(true);
  });
});

describe('an autoscaled endpoint', () => {
  test.each([1, 2, 3])('is proved while it scales: seed %s', async (seed) => {
    // The recording has too little traffic to scale, and each trial so much that it is scaling out when its update is due.
    recordings.scaled ??= await recorded('scaled', [Guardrail.serverErrorRate({ thresholdPercent: 1 })], (endpoint) => {
      endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 4, maxCapacity: 12 })
        .scaleOnInvocations('Requests', { targetInvocationsPerInstance: 240 });
    });
    expect(recordings.scaled.calls.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['RegisterScalableTarget', 'PutScalingPolicy']));
    expect(await tried('scaled', 'total-failure', seed)).toMatchObject({ caught: true, alarms: ['proved-AllTraffic-ServerErrorRate'] });
  });
});

describe('a proof', () => {
  const faults = FAULTS.filter(({ id }) => ['total-failure', 'errors-1', 'wrong-schema', 'p99-x5'].includes(id));

  test('scores a set of guardrails with a hole lower than one without', async () => {
    const [one, both] = [proofOf(await allTried('one'), faults), proofOf(await allTried('both'), faults)];
    expect(one.score).toBeLessThan(both.score);
    const schema = one.verdicts.find(({ faultId }) => faultId === 'wrong-schema')!;
    expect(schema).toMatchObject({ caught: { value: 0 }, alarms: [], remedy: 'Guardrail.clientErrorRate()' });
    expect(both.verdicts.find(({ faultId }) => faultId === 'wrong-schema')).not.toHaveProperty('remedy');
  });

  test('is the same from the parts of several machines as from one', async () => {
    const seeds = [1, 2, 3];
    const whole = keysOf(faults, ['proved'], seeds);
    const parts = [0, 1, 2].flatMap((index) => keysOf(faults, ['proved'], seeds, { index, of: 3 }));
    const named = (keys: typeof whole): string[] => keys.map(({ fault, seed }) => `${fault.id}/${seed}`).sort();
    expect(named(parts)).toEqual(named(whole));
    const trials = await allTried('one');
    expect(proofOf([...trials].reverse(), faults)).toEqual(proofOf(trials, faults));
  });

  test('names alarms by what they watch, however many parts the endpoint\'s name has', async () => {
    const endpointName = 'ranking-endpoint-ecc0';
    const trials = (await allTried('one')).map((trial) => ({
      ...trial, endpointName, alarms: trial.alarms.map(() => `${endpointName}-Large-ServerErrorRate`),
    }));
    expect(proofText(proofOf(trials, faults), { colour: false })).toMatch(/^total-failure .* ServerErrorRate$/m);
  });

  async function allTried(which: string): Promise<Trial[]> {
    return Promise.all(keysOf(faults, ['proved'], [1, 2, 3]).map(async ({ fault, endpointName, seed }) => ({
      faultId: fault.id, endpointName, seed, ...(await tried(which, fault.id, seed)),
    })));
  }
});

describe('the confidence in a share', () => {
  test('is that of the exact binomial interval', () => {
    // R: binom.test(90, 100)$conf.int
    const { value, low, high } = shareOf(90, 100);
    expect(value).toBe(0.9);
    expect(low).toBeCloseTo(0.8238, 4);
    expect(high).toBeCloseTo(0.951, 3);
    expect(shareOf(0, 20)).toMatchObject({ value: 0, low: 0 });
    expect(shareOf(20, 20)).toMatchObject({ value: 1, high: 1 });
  });
});

function tried(which: string, faultId: string, seed: number): ReturnType<typeof trialPair> {
  const fault = FAULTS.find(({ id }) => id === faultId)!;
  return trialPair({ recording: recordings[which], requestsPerSecond: REQUESTS_PER_SECOND, healthy: HEALTHY }, { fault, endpointName: 'proved', seed });
}

async function recorded(name: string, guardrails: Guardrail[], change: (endpoint: GuardedEndpoint) => void = () => {}): Promise<Recording> {
  const app = new App({ outdir: join(directory, name), analyticsReporting: false });
  const stack = new Stack(app, 'Proved', { env: { region: 'us-east-1' } });
  const model = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('image:1') }) });
  const endpoint = new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: 'proved',
    variants: [{ model, instanceType: 'ml.m5.large', initialInstanceCount: 4 }],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), maximumExecutionTimeout: Duration.minutes(40) }),
    guardrails,
  });
  change(endpoint);
  app.synth();
  const assembly = readStack(join(directory, name));
  const [first, ...others] = DEFAULT_SCENARIO.versions;
  return record(assembly, assembly, { ...DEFAULT_SCENARIO, versions: [{ ...first, behaviour: HEALTHY }, ...others] });
}

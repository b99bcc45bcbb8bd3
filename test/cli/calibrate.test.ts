import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateEndpointCommand, CreateEndpointConfigCommand, CreateModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { run } from '../../src/cli/program';
import { readScenario } from '../../src/rehearsal/scenario/parse';
import { FleetSimulator } from '../../src/simulator';
import { serve } from '../../src/simulator/server';
import { expectedRequests, type TrafficPattern } from '../../src/simulator/traffic-pattern';

const HOUR = 3600;
const LATENCY = { p50: 20, p99: 80 };
const PATTERN: TrafficPattern = { requestsPerSecond: 20, wave: { periodSeconds: 24 * HOUR, amplitude: 0.6 } };
const UNTIL = '2026-01-02T01:00:00Z';

const directory = mkdtempSync(join(tmpdir(), 'calibrate-'));
const file = (name: string): string => join(directory, name);
const before = { ...process.env };
let server: Awaited<ReturnType<typeof serve>>;
let simulator: FleetSimulator;

/** A live endpoint, a day of it, behind a socket. */
beforeAll(async () => {
  simulator = new FleetSimulator({ seed: 9 });
  const sagemaker = simulator.client(SageMakerClient);
  await sagemaker.send(new CreateModelCommand({ ModelName: 'live', PrimaryContainer: { Image: 'live' } }));
  simulator.world.setModelBehaviour('live', { errorRate: 0.02, clientErrorRate: 0.05, latencyMs: LATENCY });
  await sagemaker.send(new CreateEndpointConfigCommand({
    EndpointConfigName: 'live',
    ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'live', InstanceType: 'ml.m5.large', InitialInstanceCount: 2 }],
  }));
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'live' }));
  simulator.clock.advance(HOUR);
  simulator.world.setTraffic('churn', PATTERN);
  simulator.clock.advance(24 * HOUR);
  server = await serve((request) => simulator.handle(request), { port: 0 });
  Object.assign(process.env, { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any', AWS_REGION: 'us-east-1' });
});

afterAll(async () => {
  await server.close();
  process.env = before;
  rmSync(directory, { recursive: true, force: true });
});

async function calibrate(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const ended = { out: '', err: '' };
  const code = await run(['calibrate', ...words], {
    out: (text) => { ended.out += text; },
    err: (text) => { ended.err += text; },
    stopped: () => new Promise(() => undefined),
  });
  return { code, ...ended };
}

function expectLive({ versions: [live] }: ReturnType<typeof readScenario>, requests: number): void {
  const within = (actual: number | undefined, rate: number): void =>
    expect(Math.abs(actual! - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / requests));
  within(live.behaviour.errorRate, 0.02);
  within(live.behaviour.clientErrorRate, 0.05);
  expect(live.behaviour.latencyMs!.p50 / LATENCY.p50).toBeCloseTo(1, 1);
  expect(live.behaviour.latencyMs!.p99 / LATENCY.p99).toBeCloseTo(1, 1);
}

describe('guarded-endpoint calibrate', () => {
  test('makes a trace of the traffic, and the live version\'s levels, from what CloudWatch answers', async () => {
    const { code, out, err } = await calibrate('churn', '--hours', '6', '--until', UNTIL, '--output', file('evening.yaml'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`written: ${file('evening.yaml')}\nwritten: ${file('evening.csv')}\n`);
    const scenario = readScenario(file('evening.yaml'));
    // The last six hours of the day, of which the wave begins at one o'clock.
    const expected = expectedRequests(PATTERN, 18 * HOUR, 24 * HOUR);
    expectLive(scenario, expected);
    const { trace = [] } = scenario.traffic!;
    expect(trace).toHaveLength(360);
    const requests = trace.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond * 60, 0);
    expect(Math.abs(requests - expected)).toBeLessThan(5 * Math.sqrt(expected));
    expect(scenario.versions.map(({ name, expect: expectations }) => [name, expectations?.outcome])).toEqual([
      ['live', undefined], ['fails', 'rolledBack'], ['as good as live', 'inService'],
    ]);
  });

  test('finds the daily wave', async () => {
    const { code, out } = await calibrate('churn', '--until', UNTIL, '--wave');
    expect(code).toBe(0);
    writeFileSync(file('wave.yaml'), out);
    const { requestsPerSecond, traffic } = readScenario(file('wave.yaml'));
    expect(requestsPerSecond).toBeCloseTo(20, 0);
    expect(traffic!.wave!.periodSeconds).toBe(24 * HOUR);
    expect(traffic!.wave!.amplitude).toBeCloseTo(0.6, 1);
  });

  test('gives the same from an answer that was saved before', async () => {
    const query = JSON.parse((await calibrate('churn', '--hours', '6', '--until', UNTIL, '--query')).out);
    const cloudwatch = new CloudWatchClient({});
    const { MetricDataResults } = await cloudwatch.send(new GetMetricDataCommand({
      ...query, StartTime: new Date(query.StartTime), EndTime: new Date(query.EndTime),
    }));
    cloudwatch.destroy();
    writeFileSync(file('metrics.json'), JSON.stringify({ MetricDataResults }));
    expect(await calibrate('churn', '--hours', '6', '--until', UNTIL, '--from', file('metrics.json'), '--output', file('saved.yaml'))).toMatchObject({ code: 0 });
    await calibrate('churn', '--hours', '6', '--until', UNTIL, '--output', file('asked.yaml'));
    expect(readFileSync(file('saved.csv'), 'utf8')).toBe(readFileSync(file('asked.csv'), 'utf8'));
  });

  test('has a rate of zero where nothing came in', async () => {
    expect(await calibrate('churn', '--hours', '25', '--until', UNTIL, '--period', '3600', '--output', file('all.yaml'))).toMatchObject({ code: 0 });
    const { trace } = readScenario(file('all.yaml')).traffic!;
    expect(trace).toHaveLength(25);
    expect(trace![0].requestsPerSecond).toBe(0);
    expect(trace![1].requestsPerSecond).toBeGreaterThan(0);
  });

  test.each<[string[], number, RegExp]>([
    [['chrun', '--until', UNTIL, '--wave'], 1, /variant 'AllTraffic' of endpoint 'chrun' had no request from 2026-01-01T01:00:00.000Z to/],
    [['churn', '--until', UNTIL, '--hours', '6', '--wave'], 1, /a daily wave needs the metrics of a day at least/],
    [['churn', '--from', file('nowhere.json'), '--wave'], 1, /no file '.*nowhere\.json'/],
    [['churn', '--from', __filename, '--wave'], 1, /calibrate\.test\.ts is not JSON: /],
    [['churn'], 2, /a trace needs a file beside the scenario; add --output, or --wave/],
    [['churn', '--wave', '--hours', '0'], 2, /a number of hours is a whole number from 1/],
    [[], 2, /missing required argument 'endpoint'/],
  ])('says what is wrong: %s', async (words, expected, message) => {
    const { code, out, err } = await calibrate(...words);
    expect({ code, out }).toEqual({ code: expected, out: '' });
    expect(err).toMatch(message);
  });
});

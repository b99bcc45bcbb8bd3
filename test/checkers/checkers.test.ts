import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { availability } from './availability';
import type { Checker, Sighting } from './checker';
import { deletedConfig } from './deleted-config';
import { oneUpdate } from './one-update';
import { requestFaults } from './requests';
import { rollback } from './rollback';
import { shares } from './shares';
import { statusPath } from './status-path';
import { takeFaults } from './watch';
import { canary, churn, ENDPOINT, update } from '../simulator/churn';

const START = new Date('2026-01-01T00:00:00Z');

function entry(fields: object): Sighting['entry'] {
  return { time: START.toISOString(), message: '', ...fields } as Sighting['entry'];
}

const status = (name: string, more: object = {}) => entry({ event: 'EndpointStatus', status: name, endpointConfigName: 'v1', ...more });
const split = (v1: number, v2: number) => entry({ event: 'TrafficSplit', shares: { v1, v2 } });
const step = (name: string) => entry({ event: 'Step', step: name, endpointConfigName: 'v2', instances: 3 });

/** An endpoint on v1 that is updating to v2, with so many instances of each. */
function updating(blue: number, green: number, more: object = {}): DescribeEndpointOutput {
  return {
    EndpointStatus: 'Updating',
    EndpointConfigName: 'v1',
    ProductionVariants: [{ VariantName: 'a', CurrentInstanceCount: blue }],
    PendingDeploymentSummary: {
      EndpointConfigName: 'v2',
      StartTime: START,
      ProductionVariants: [{ VariantName: 'a', CurrentInstanceCount: green, DesiredInstanceCount: 3, VariantStatus: [{ Status: 'Baking' }] }],
    },
    LastDeploymentConfig: { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } },
    ...more,
  } as DescribeEndpointOutput;
}

const inService = { EndpointStatus: 'InService', EndpointConfigName: 'v1', FailureReason: 'why' } as DescribeEndpointOutput;
const rolling = { LastDeploymentConfig: { RollingUpdatePolicy: { WaitIntervalInSeconds: 0, MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 } } } };

function seen(checker: Checker, ...sightings: ReadonlyArray<readonly [Sighting['entry'], DescribeEndpointOutput | undefined]>): string[] {
  return sightings.flatMap(([one, described]) => checker.saw({ entry: one, described }));
}

describe('the checkers see', () => {
  test.each<[string, () => string[], RegExp]>([
    ['shares that do not add up', () => seen(shares(), [split(0.5, 0.4), updating(3, 3)]), /add up to 0.9/],
    ['a negative share', () => seen(shares(), [split(1.5, -0.5), updating(3, 3)]), /a share of .* is none/],
    ['traffic on a fleet without instances', () => seen(shares(), [split(0.5, 0.5), updating(3, 0)]), /'v2' has a share of the traffic, and no instances/],
    ['a status that cannot follow', () => seen(statusPath(), [status('Creating'), undefined], [status('Updating'), undefined]), /Updating came after Creating/],
    ['an endpoint that was never created', () => seen(statusPath(), [status('InService'), inService]), /InService came after nothing/],
    ['a failure without a reason', () => seen(statusPath(), [status('Creating'), undefined], [status('Failed'), { EndpointStatus: 'Failed' } as DescribeEndpointOutput]),
      /Failed without a FailureReason/],
    ['a reason that is too long', () => seen(statusPath(), [status('Creating'), { FailureReason: 'x'.repeat(1025) } as DescribeEndpointOutput]), /longer than the API allows/],
    ['a second update in the middle of one', () => {
      const { PendingDeploymentSummary: pending } = updating(3, 3);
      return seen(oneUpdate(), [split(1, 0), updating(3, 3)], [split(1, 0), updating(3, 3, { PendingDeploymentSummary: { ...pending, EndpointConfigName: 'v3' } })]);
    }, /the update to v3 .* began while the one to v2/],
    ['an update of an endpoint in service', () => seen(oneUpdate(), [split(1, 0), updating(3, 3, { EndpointStatus: 'InService' })]), /pending while the endpoint is InService/],
    ['old instances that go too early', () => seen(availability(), [status('Updating'), updating(3, 0)], [split(0.5, 0.5), updating(2, 3)]), /1 old instance\(s\) were terminated with 50 %/],
    ['traffic on half a new fleet', () => seen(availability(), [status('Updating'), updating(3, 0)], [split(0.5, 0.5), updating(3, 2)]), /2 of 3 instances are there/],
    ['a rolling update with too few instances', () => seen(availability(), [status('Updating'), updating(3, 0, rolling)], [split(0.5, 0.5), updating(1, 1, rolling)]),
      /1 old and 1 new instances are fewer than the 3/],
    ['a rolling update with too many', () => seen(availability(), [status('Updating'), updating(3, 0, rolling)], [split(0.5, 0.5), updating(3, 3, rolling)]), /more than a fleet of 3 and a batch/],
    ['traffic left on the new fleet', () => seen(rollback(), [step('RollingBack'), updating(3, 3)], [split(0.9, 0.1), updating(3, 3)], [status('InService'), inService]),
      /after the rollback 'v1' has 90 %/],
    ['a rollback without a reason', () => seen(rollback(), [step('RollingBack'), updating(3, 3)], [split(1, 0), inService], [status('InService'), { ...inService, FailureReason: undefined }]),
      /a rollback without a FailureReason/],
    ['a failed rollback that is no mix', () => seen(rollback(), [step('RollingBack'), updating(3, 3)], [split(1, 0), inService], [status('UpdateRollbackFailed'), inService]), /that is no mix/],
    ['an alarm that nobody listens to', () => seen(
      rollback(), [entry({ event: 'AlarmState', alarmName: 'errors', from: 'OK', to: 'ALARM' }), updating(3, 3)],
      [entry({ ...step('ActivatingTraffic'), time: '2026-01-01T00:01:00.000Z' }), updating(3, 3)],
    ), /alarm 'errors' went off in a bake that it guards/],
    ['a config deleted under an endpoint', () => seen(deletedConfig(), [status('InService', { message: 'endpoint config \'v1\' was deleted, which this endpoint still uses' }), inService]),
      /'v1' was deleted/],
    ['a request counted twice', () => requestFaults({
      variants: ['a'], totals: { v1: { requests: 10, serverErrors: 0, clientErrors: 0 } }, sumOf: (metric) => (metric === 'Invocations' ? 20 : 0),
    }), /requests to 'v1': 10 were served, 20 are in the metrics/],
    ['a request that failed twice', () => requestFaults({
      variants: ['a'], totals: { v1: { requests: 1, serverErrors: 1, clientErrors: 1 } }, sumOf: () => 1,
    }), /'v1' failed 2 of 1 requests/],
  ])('%s', (_what, look, fault) => {
    expect(look()).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  test('nothing wrong with a rollback that went well', () => {
    expect(seen(rollback(), [step('RollingBack'), updating(3, 3)], [split(1, 0), inService], [status('InService'), inService])).toEqual([]);
  });
});

describe('a simulated account is watched', () => {
  test('while it does what it should, in silence', () => {
    const world = churn();
    update(world, 'v2', canary([]));
    world.clock.advance(1800);
    expect(takeFaults()).toEqual([]);
  });

  test('and reported where it does not', () => {
    const world = churn();
    world.journal.record(ENDPOINT, { event: 'TrafficSplit', shares: { v1: 0.5 }, message: 'half of it is lost' });
    world.traffic.counts.count(ENDPOINT, 'v1', { requests: 1, serverErrors: 0, clientErrors: 0 });
    expect(takeFaults()).toEqual([
      expect.stringMatching(/^shares: 2026-01-01T00:10:00.000Z churn: the shares .* add up to 0.5$/),
      expect.stringMatching(/^requests: churn: requests to 'v1': \d+ were served, \d+ are in the metrics$/),
      expect.stringMatching(/^requests: churn: requests to all fleets: /),
    ]);
  });
});

describe('the checkers themselves', () => {
  test('import nothing of the source but types; only the watch knows the simulator', () => {
    const strays = readdirSync(__dirname)
      .filter((file) => !['watch.ts', 'checkers.test.ts'].includes(file))
      .flatMap((file) => readFileSync(join(__dirname, file), 'utf8').split('\n').filter((line) => /^import (?!type).*src\//.test(line) || /src\/rollout/.test(line)));
    expect(strays).toEqual([]);
  });

  test('watch every behaviour test that makes a simulated account', () => {
    const tests = join(__dirname, '..');
    const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((file) => /^(simulator|laws|stories|updater)\/.*\.ts$/.test(file));
    const read = (file: string) => readFileSync(join(tests, file), 'utf8');
    const helpers = /from '[./]*(simulator\/)?(\.\/)?(churn|endpoints|account|fixtures)'|checkers\/watch'/;
    expect(files.filter((file) => /new (World|FleetSimulator)\(|Rehearsal\.start/.test(read(file)) && !UNWATCHED.includes(file) && !helpers.test(read(file)))).toEqual([]);
  });
});

/** Accounts without endpoints, examples as users paste them, and what runs in another process. */
const UNWATCHED = [
  'laws/across-processes.test.ts', 'laws/malformed-requests.test.ts', 'simulator/documented.test.ts', 'simulator/package.test.ts',
  'updater/latest-approved.test.ts',
];

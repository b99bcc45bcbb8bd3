import type { GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { availability } from './availability';
import type { Checker, NewChecker } from './checker';
import { deletedConfig } from './deleted-config';
import { oneUpdate } from './one-update';
import { requestFaults, sumIn } from './requests';
import { rollback } from './rollback';
import { shares } from './shares';
import { statusPath } from './status-path';
import { cloudwatch } from '../../src/simulator/api/cloudwatch';
import { sagemaker } from '../../src/simulator/api/sagemaker';
import type { NewEntry, TimelineEntry } from '../../src/simulator/journal';
import { SageMaker } from '../../src/simulator/sagemaker';
import type { World } from '../../src/simulator/world';

/**
 * Imported by what tests make simulated accounts with: from then on the checkers watch every endpoint of every test, and a
 * test in which one of them sees what may not be fails.
 */
const CHECKERS: Readonly<Record<string, NewChecker>> = { shares, statusPath, oneUpdate, availability, rollback, deletedConfig };

export type CheckerName = 'shares' | 'statusPath' | 'oneUpdate' | 'availability' | 'rollback' | 'deletedConfig' | 'requests';

interface Watched {
  readonly world: World;
  /** Of its first endpoint. */
  readonly since: Date;
  readonly variants: Map<string, Set<string>>;
  /** By endpoint, when another one of its name was deleted: its requests are counted anew, and the metrics of the name go on. */
  readonly madeAnew: Map<string, Date>;
  readonly checkers: Map<string, ReadonlyArray<readonly [string, Checker]>>;
}

let watched = new Map<World, Watched>();
let faults: string[] = [];
let tolerated = new Set<string>();

/** For a test that is about what may not be, such as a config deleted while it serves. */
export function tolerate(...names: readonly CheckerName[]): void {
  names.forEach((name) => tolerated.add(name));
}

/** What the checkers have seen so far, for tests of the checkers; it is forgotten, and the accounts with it. */
export function takeFaults(): string[] {
  countRequests();
  const taken = faults;
  faults = [];
  watched = new Map();
  return taken;
}

const setStatus = SageMaker.prototype.setStatus;
SageMaker.prototype.setStatus = function watching(this: SageMaker, ...args: Parameters<typeof setStatus>): void {
  follow((this as unknown as { readonly world: World }).world);
  setStatus.apply(this, args);
};

afterEach(() => {
  const seen = takeFaults();
  tolerated = new Set();
  expect(seen).toEqual([]);
});

/** The first status of an endpoint is where its timeline begins, so nothing is missed. */
function follow(world: World): void {
  if (watched.has(world)) {
    return;
  }
  const account: Watched = { world, since: world.clock.now, variants: new Map(), madeAnew: new Map(), checkers: new Map() };
  watched.set(world, account);
  const { journal } = world;
  const record = journal.record.bind(journal);
  journal.record = (endpointName: string, entry: NewEntry) => {
    record(endpointName, entry);
    look(account, endpointName, { time: world.clock.now.toISOString(), ...entry });
  };
}

function look({ world, variants, madeAnew, checkers }: Watched, endpointName: string, entry: TimelineEntry): void {
  const described = world.sagemaker.endpoints.has(endpointName)
    ? sagemaker.operations.DescribeEndpoint(world, { EndpointName: endpointName }) as DescribeEndpointOutput : undefined;
  const names = variants.get(endpointName) ?? new Set();
  [...described?.ProductionVariants ?? []].forEach(({ VariantName }) => names.add(VariantName!));
  variants.set(endpointName, names);
  if (entry.event === 'EndpointStatus' && entry.status === 'Creating' && checkers.has(endpointName)) {
    // The next whole minute: the last requests of the one before may be in this one.
    madeAnew.set(endpointName, new Date(Math.ceil(world.clock.now.getTime() / 60_000) * 60_000));
  }
  const watching = checkers.get(endpointName) ?? Object.entries(CHECKERS).map(([name, make]) => [name, make()] as const);
  checkers.set(endpointName, watching);
  for (const [name, checker] of watching) {
    report(name, checker.saw({ entry, described }).map((fault) => `${entry.time} ${endpointName}: ${fault}`));
  }
}

/** With no more requests, and time for the last ones to be seen, which are published every five minutes at least. */
function countRequests(): void {
  for (const account of watched.values()) {
    const { world, variants } = account;
    world.sagemaker.endpoints.forEach(({ name }) => world.setTraffic(name, 0));
    world.clock.advance(360 + world.settings.metricDelaySeconds);
    for (const [endpointName, names] of variants) {
      report('requests', requestFaults({
        variants: [...names],
        totals: world.requestTotals(endpointName),
        sumOf: (metricName, variantName, configName) =>
          sumOf(account, metricName, { EndpointName: endpointName, VariantName: variantName }, configName),
      }).map((fault) => `${endpointName}: ${fault}`));
    }
  }
}

function sumOf(account: Watched, MetricName: string, dimensions: Readonly<Record<string, string>>, configName: string | undefined): number {
  const { world, since, madeAnew } = account;
  const StartTime = madeAnew.get(dimensions.EndpointName) ?? since;
  const Dimensions = Object.entries({ ...dimensions, ...(configName === undefined ? {} : { EndpointConfigName: configName }) })
    .map(([Name, Value]) => ({ Name, Value }));
  return sumIn(cloudwatch.operations.GetMetricStatistics(world, {
    Namespace: 'AWS/SageMaker', MetricName, Dimensions, StartTime, EndTime: new Date(world.clock.now.getTime() + 1), Period: 3600, Statistics: ['Sum'],
  }) as GetMetricStatisticsOutput);
}

function report(name: string, seen: readonly string[]): void {
  if (!tolerated.has(name)) {
    faults.push(...seen.map((fault) => `${name}: ${fault}`));
  }
}

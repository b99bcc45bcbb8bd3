import { availableParallelism, cpus } from 'node:os';
import { Presets, SingleBar } from 'cli-progress';
import { coldRequire } from './cold-require';
import { inChild } from './in-child';
import type { Measurement } from './in-child';
import type { PerRequest } from './per-request';
import type { Rollout } from './rollout';
import { synth } from './synth/bench';

/** Usage: npm run bench [-- <name>...]; prints a line of JSON for each figure. `docs/performance.md` explains them. */
const LONGEST: Rollout = { strategy: 'rolling', instances: 100, requestsPerSecond: 10_000, alarms: 10 };
const CANARY: Rollout = { strategy: 'canary', instances: 10, requestsPerSecond: 10, alarms: 2 };
const RUNS = 5;
const ROLLOUTS = 10_000;

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  'longest-update': () => benchRollout('longest-update', LONGEST),
  'longest-update-low-traffic': () => benchRollout('longest-update-low-traffic', { ...LONGEST, requestsPerSecond: 10 }),
  'monte-carlo': benchMonteCarlo,
  'fleet-size': () => inTurn([10, 100, 1000], (instances) => benchRollout('fleet-size', { ...LONGEST, instances })),
  'endpoints': () => inTurn([1, 10, 100, 1000], (endpoints) => benchRollout('endpoints', { ...CANARY, endpoints })),
  'per-request': benchPerRequest,
  'cold-require': async () => print({ bench: 'cold-require', ...coldRequire() }),
  'synth': async () => print({ bench: 'synth', ...await synth() }),
};

async function benchRollout(bench: string, rollout: Rollout): Promise<void> {
  const runs = await timesInTurn(RUNS, () => inChild<Measurement & { requests: number; virtualHours: number }>('rollout-child.ts', rollout));
  const seconds = median(runs.map((run) => run.seconds));
  const { requests, virtualHours, updated } = runs[0];
  print({
    bench,
    ...rollout,
    runs: RUNS,
    seconds,
    cpuSeconds: median(runs.map((run) => run.cpuSeconds)),
    fastestSeconds: Math.min(...runs.map((run) => run.seconds)),
    requests,
    updated,
    virtualHoursPerSecond: virtualHours / seconds,
    requestsSimulatedPerSecond: requests / seconds,
    peakMegabytes: Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)),
  });
}

async function benchMonteCarlo(): Promise<void> {
  const processes = availableParallelism();
  const share = Math.ceil(ROLLOUTS / processes);
  const bar = new SingleBar({ format: 'monte-carlo [{bar}] {value}/{total} rollouts, {eta_formatted} left', noTTYOutput: false }, Presets.legacy);
  bar.start(ROLLOUTS, 0);
  const start = performance.now();
  const parts = await Promise.all(Array.from({ length: processes }, (_, index) =>
    inChild<Measurement & { updated: number; requests: number }>('monte-carlo-child.ts',
      { first: index * share, end: Math.min(ROLLOUTS, (index + 1) * share) }, { onProgress: (done) => bar.increment(done) })));
  const seconds = (performance.now() - start) / 1000;
  bar.update(ROLLOUTS);
  bar.stop();
  const updated = parts.reduce((sum, part) => sum + part.updated, 0);
  print({
    bench: 'monte-carlo',
    rollouts: ROLLOUTS,
    processes,
    seconds,
    cpuSeconds: parts.reduce((sum, part) => sum + part.cpuSeconds, 0),
    rolloutsPerSecond: ROLLOUTS / seconds,
    requests: parts.reduce((sum, part) => sum + part.requests, 0),
    updated,
    rolledBack: ROLLOUTS - updated,
    peakMegabytesPerProcess: Math.max(...parts.map(({ peakMegabytes }) => peakMegabytes)),
  });
}

/** At high traffic only some minutes, and the whole from there: it would take minutes. */
async function benchPerRequest(): Promise<void> {
  for (const [requestsPerSecond, virtualSeconds] of [[10, 28_800], [10_000, 600]]) {
    const scenario: PerRequest = { requestsPerSecond, virtualSeconds, alarms: LONGEST.alarms };
    const run = await inChild<Measurement & { requests: number }>('per-request-child.ts', scenario);
    print({
      bench: 'per-request',
      ...scenario,
      seconds: run.seconds,
      cpuSeconds: run.cpuSeconds,
      requests: run.requests,
      cpuSecondsForEightHours: run.cpuSeconds * (28_800 / virtualSeconds),
      requestsSimulatedPerSecond: run.requests / run.seconds,
      peakMegabytes: run.peakMegabytes,
    });
  }
}

async function inTurn<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) {
    await run(item);
  }
}

async function timesInTurn<Result>(times: number, run: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < times; index++) {
    results.push(await run());
  }
  return results;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
}

function print(line: Readonly<Record<string, unknown>>): void {
  const rounded = Object.fromEntries(Object.entries(line).map(([name, value]) =>
    [name, typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value]));
  process.stdout.write(`${JSON.stringify(rounded)}\n`);
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) {
    throw new Error(`no benchmark '${unknown}'; there are ${Object.keys(BENCHES).join(', ')}`);
  }
  print({ bench: 'machine', node: process.version, cpu: cpus()[0].model, cores: availableParallelism() });
  await inTurn(names.length > 0 ? names : Object.keys(BENCHES), (name) => BENCHES[name]());
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
});

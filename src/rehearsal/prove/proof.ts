import { shareOf, type Share } from './confidence';
import type { Fault } from './fault';
import type { TrialKey, TrialPair } from './trials';
import { sum } from '../../rollout/sum';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types are those of its ES module, its code here is not
const { quantile } = require('simple-statistics') as { readonly quantile: (values: readonly number[], shares: readonly number[]) => number[] };

/** Every trial of a proof: what a shard writes, and what shards are merged from. */
export interface Trial extends TrialPair {
  readonly faultId: string;
  readonly endpointName: string;
  readonly seed: number;
}

/** What one fault comes to on one endpoint, over all seeds. */
export interface FaultVerdict {
  readonly faultId: string;
  readonly title: string;
  readonly endpointName: string;
  readonly seeds: number;
  /** The share of seeds with which the update was taken back. */
  readonly caught: Share;
  /** The alarms that did it, the most frequent first; none where the service itself did. */
  readonly alarms: readonly string[];
  /** From the first request that the new version got to the rollback, where it was caught. */
  readonly secondsToRollback?: Range;
  readonly failedRequests: Range;
  readonly unguardedFailedRequests: Range;
  /** What would catch it, where not every seed did. */
  readonly remedy?: string;
}

/** The median, and the values between which nine of ten are. */
export interface Range {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Proof {
  readonly verdicts: readonly FaultVerdict[];
  /** The mean over all faults and endpoints of the share caught, 0 to 1. */
  readonly score: number;
}

const WHOLE = { index: 0, of: 1 };

/** The trials to be made: every fault on every endpoint with every seed; or one part of several. */
export function keysOf(faults: readonly Fault[], endpointNames: readonly string[], seeds: readonly number[], shard = WHOLE): TrialKey[] {
  const all = endpointNames.flatMap((endpointName) =>
    faults.flatMap((fault) => seeds.map((seed) => ({ fault, endpointName, seed }))));
  return all.filter((_, index) => index % shard.of === shard.index);
}

/** What the trials prove. */
export function proofOf(trials: readonly Trial[], faults: readonly Fault[]): Proof {
  const endpointNames = [...new Set(trials.map(({ endpointName }) => endpointName))].sort();
  const verdicts = endpointNames.flatMap((endpointName) => faults.flatMap((fault) => {
    const of = trials.filter((trial) => trial.endpointName === endpointName && trial.faultId === fault.id);
    return of.length === 0 ? [] : [verdictOf(fault, endpointName, of)];
  }));
  return { verdicts, score: sum(verdicts.map(({ caught }) => caught.value)) / Math.max(1, verdicts.length) };
}

function verdictOf({ id, title, remedy }: Fault, endpointName: string, trials: readonly Trial[]): FaultVerdict {
  const caught = trials.filter((trial) => trial.caught);
  const times = caught.flatMap(({ secondsToRollback }) => secondsToRollback ?? []);
  return {
    faultId: id,
    title,
    endpointName,
    seeds: trials.length,
    caught: shareOf(caught.length, trials.length),
    alarms: byFrequency(caught.flatMap(({ alarms }) => alarms)),
    ...(times.length > 0 && { secondsToRollback: rangeOf(times) }),
    failedRequests: rangeOf(trials.map(({ failedRequests }) => failedRequests)),
    unguardedFailedRequests: rangeOf(trials.map(({ unguardedFailedRequests }) => unguardedFailedRequests)),
    ...(caught.length < trials.length && { remedy }),
  };
}

function rangeOf(values: readonly number[]): Range {
  const [low, median, high] = quantile(values, [0.05, 0.5, 0.95]);
  return { low, median, high };
}

function byFrequency(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  return [...counts].sort(([, left], [, right]) => right - left).map(([name]) => name);
}

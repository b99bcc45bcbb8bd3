import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../package-root';
import type { TrialKey, TrialPair, Trials } from './trials';

const WORKER = join(PACKAGE_ROOT, 'assets', 'prove-worker', 'index.js');

interface Answer {
  readonly index: number;
  readonly result?: TrialPair;
  readonly error?: string;
}

/** Runs trials on all cores; the results are in the order of the keys, whichever thread was faster. */
export async function runAll(trials: Trials, keys: readonly TrialKey[], onDone: () => void, threads = availableParallelism()): Promise<TrialPair[]> {
  const results: TrialPair[] = new Array(keys.length);
  let next = 0;
  const workers = Array.from({ length: Math.min(threads, keys.length) }, () => new Worker(WORKER, { workerData: { trials } }));
  const give = (worker: Worker): void => {
    if (next < keys.length) {
      const { fault, endpointName, seed } = keys[next];
      worker.postMessage({ index: next, faultId: fault.id, endpointName, seed });
      next += 1;
    } else {
      void worker.terminate();
    }
  };
  try {
    await Promise.all(workers.map((worker) => new Promise<void>((finished, failed) => {
      worker.on('message', ({ index, result, error }: Answer) => {
        if (!result) {
          failed(new Error(`trial of '${keys[index].fault.id}' with seed ${keys[index].seed} failed: ${error}`));
          return;
        }
        results[index] = result;
        onDone();
        give(worker);
      });
      worker.on('error', failed).on('exit', () => finished());
      give(worker);
    })));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}

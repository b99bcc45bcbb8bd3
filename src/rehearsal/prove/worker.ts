import { parentPort, workerData } from 'node:worker_threads';
import { withOwnFaults } from './own-fault';
import { trialPair, type TrialPair, type Trials } from './trials';

/** One thread of a proof: takes one trial after the other, and answers each. */
const { trials } = workerData as { readonly trials: Trials };

parentPort!.on('message', async ({ index, faultId, endpointName, seed }: { index: number; faultId: string; endpointName: string; seed: number }) => {
  try {
    const fault = withOwnFaults(trials.ownFaults ?? []).find(({ id }) => id === faultId)!;
    const result: TrialPair = await trialPair(trials, { fault, endpointName, seed });
    parentPort!.postMessage({ index, result });
  } catch (error) {
    parentPort!.postMessage({ index, error: (error as Error).stack });
  }
});

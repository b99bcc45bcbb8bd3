import type { Fault } from './fault';
import type { OwnFault } from './own-fault';
import type { Recording } from './recording';
import { trial } from './trial';
import type { TrialResult } from './trial-result';
import type { ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { TrafficChanges } from '../scenario/scenario';

/** What all trials of a proof have in common. */
export interface Trials {
  readonly recording: Recording;
  readonly requestsPerSecond: number;
  /** How the traffic changes, where the fault does not say so. */
  readonly traffic?: TrafficChanges;
  readonly healthy: ModelBehaviourInput;
  /** Those that the catalogue does not have. */
  readonly ownFaults?: readonly OwnFault[];
}

export interface TrialKey {
  readonly fault: Fault;
  readonly endpointName: string;
  readonly seed: number;
}

/** A fault against the guardrails, and what it would have cost with none and all traffic at once. */
export interface TrialPair extends TrialResult {
  readonly unguardedFailedRequests: number;
}

export async function trialPair(trials: Trials, key: TrialKey): Promise<TrialPair> {
  const guarded = await trial({ ...trials, ...key });
  const { failedRequests } = await trial({ ...trials, ...key, unguarded: true });
  return { ...guarded, unguardedFailedRequests: failedRequests };
}

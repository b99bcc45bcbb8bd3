import type { ModelBehaviourInput } from '../../simulator/model-behaviour';

/** A rehearsal's conditions: what comes in, how each version of the model behaves, and what is expected to come of it. */
export interface Scenario {
  /** The same seed gives the same numbers. */
  readonly seed: number;
  readonly requestsPerSecond: number;
  /** How long each version is left alone after its deployment, in seconds. */
  readonly settleSeconds: number;
  readonly provisioningSeconds: number;
  readonly metricDelaySeconds: number;
  /** Deployed one after the other; the first creates the stack. */
  readonly versions: readonly ScenarioVersion[];
}

export interface ScenarioVersion {
  readonly name: string;
  /** How every model of this version behaves, unless `images` has it. */
  readonly behaviour: ModelBehaviourInput;
  /** By image, or the beginning of one. */
  readonly images: Readonly<Record<string, ModelBehaviourInput>>;
  readonly expect?: Expectations;
}

/** What a deployment is expected to come to; what is left out may be anything. */
export interface Expectations {
  readonly outcome?: Outcome;
  /** The deployment is over within this time, in seconds. */
  readonly withinSeconds?: number;
  /** The alarm that rolls it back. */
  readonly alarm?: string;
  /** Requests answered with a 5XX status: a number or a bound, such as `<500`. */
  readonly failedRequests?: string | number;
  /** Instances of the endpoint at the same time: a number or a bound, such as `<=6`. */
  readonly peakInstances?: string | number;
}

/** How a deployment can end: the new version serves, the service took it back, or it failed in another way. */
export type Outcome = 'inService' | 'rolledBack' | 'failed';

import type { ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { Settings } from '../../simulator/settings';
import type { TrafficPattern } from '../../simulator/traffic-pattern';

/** A rehearsal's conditions: what comes in, how each version of the model behaves, and what is expected to come of it. */
export interface Scenario {
  /** The same seed gives the same numbers. */
  readonly seed: number;
  /** At each endpoint, from its first deployment on. */
  readonly requestsPerSecond: number;
  /** How that rate changes. @default - it does not */
  readonly traffic?: TrafficChanges;
  /** How long each version is left alone after its deployment, in seconds. */
  readonly settleSeconds: number;
  readonly provisioningSeconds: number;
  readonly metricDelaySeconds: number;
  /** What the templates do not say: values of their parameters, and `ssm:/name` and `import:name`. @default - defaults only */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Every variant is scaled so, unless the template says how. @default - as the template says */
  readonly autoscaling?: VariantScaling;
  /** The rest of what the services do not document. @default - the simulator's own */
  readonly settings?: Partial<Settings>;
  /** Deployed one after the other; the first creates the stack. */
  readonly versions: readonly ScenarioVersion[];
}

/** Target tracking of the requests that each instance gets. */
export interface VariantScaling {
  readonly min: number;
  readonly max: number;
  /** The target, per minute: what `SageMakerVariantInvocationsPerInstance` counts. */
  readonly invocationsPerInstance: number;
  readonly scaleOutCooldownSeconds?: number;
  readonly scaleInCooldownSeconds?: number;
}

export type TrafficChanges = Omit<TrafficPattern, 'requestsPerSecond'>;

export interface ScenarioVersion {
  readonly name: string;
  /** How every model of this version behaves that neither `images` nor `models` has. */
  readonly behaviour: ModelBehaviourInput;
  /** By image, or the beginning of one. */
  readonly images: Readonly<Record<string, ModelBehaviourInput>>;
  /** By model: its logical id, or its name in the template. */
  readonly models?: Readonly<Record<string, ModelBehaviourInput>>;
  /** From the beginning of its deployment on. @default - it stays as it is */
  readonly traffic?: TrafficPattern;
  readonly expect?: Expectations;
}

/** What a deployment is expected to come to; what is left out may be anything. */
export interface Expectations {
  readonly outcome?: Outcome;
  /** The deployment is over within this time, in seconds. */
  readonly withinSeconds?: number;
  /** An alarm that goes off. */
  readonly alarm?: string;
  /** Requests answered with a 5XX status: a number or a bound, such as `<500`. */
  readonly failedRequests?: string | number;
  /** Requests that the version got: a number or a bound. */
  readonly requestsToNewVersion?: string | number;
  /** Instances of the endpoint at the same time: a number or a bound, such as `<=6`. */
  readonly peakInstances?: string | number;
  /** The version that serves afterwards. */
  readonly serving?: string;
}

/** How a deployment can end: the new version serves, the service took it back, or it failed in another way. */
export type Outcome = 'inService' | 'rolledBack' | 'failed';

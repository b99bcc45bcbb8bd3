/**
 * Rehearsals of deployments, for tests.
 *
 * Not part of the jsii API: for TypeScript and JavaScript only.
 */

/** A CDK app or stage, the cloud assembly of one, or the path of an assembly or a template. */
export type Rehearsable = string | { readonly directory: string } | { synth(): { readonly directory: string } };

/** `inService`: the new version serves; `rolledBack`: the service took it back; `failed`: it failed in another way. */
export type Outcome = 'inService' | 'rolledBack' | 'failed';

/** How a model answers; a latency is a lognormal distribution by two of its quantiles, in milliseconds. */
export interface Rates {
  /** Share of the requests answered with a 5XX status, 0 to 1. */
  readonly errorRate: number;
  /** Share of the requests answered with a 4XX status, 0 to 1. */
  readonly clientErrorRate: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

/** How a model answers; what is left out is healthy. Durations are written like `90s`, `10m` or `1h30m`. */
export interface Behaviour extends Partial<Rates> {
  /** What changes once its fleet has taken traffic for so long. */
  readonly later?: ReadonlyArray<Partial<Rates> & { readonly after: string }>;
  /** What grows as long as its fleet takes traffic. */
  readonly growth?: { readonly latencyFactorPerHour?: number; readonly errorRatePerHour?: number };
  /** Requests a second that one instance can answer. */
  readonly capacity?: number;
  /** Each instance is down for so long, again and again. */
  readonly crashLoop?: { readonly every: string; readonly down: string };
  /** Kinds of requests that are answered differently, each with its share of all. */
  readonly classes?: ReadonlyArray<Partial<Rates> & { readonly share: number }>;
  /** Metrics of your own, with a value for each request that is answered without an error. */
  readonly metrics?: ReadonlyArray<{
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions?: Readonly<Record<string, string>>;
    readonly value: number;
    /** @default 'None' */
    readonly unit?: string;
  }>;
  /** What golden requests are answered with. */
  readonly answer?: unknown;
  readonly provisioning?: { readonly takes?: string; readonly failure?: string };
}

export interface Traffic {
  /** @default 10 */
  readonly requestsPerSecond?: number;
  readonly wave?: { readonly period: string; readonly amplitude: number };
  readonly spikes?: ReadonlyArray<{ readonly at: string; readonly for: string; readonly factor: number }>;
  /** A CSV file with the columns time and requestsPerSecond. */
  readonly trace?: string;
}

/** Bounds are numbers, or texts such as `<500`. */
export interface Expectations {
  readonly outcome?: Outcome;
  readonly within?: string;
  readonly alarm?: string;
  readonly failedRequests?: string | number;
  readonly requestsToNewVersion?: string | number;
  readonly peakInstances?: string | number;
  readonly serving?: string;
}

/** What is written in a scenario file. */
export interface ScenarioFile {
  /** @default 1 */
  readonly seed?: number;
  readonly traffic?: Traffic;
  /** How long each version is left alone after its deployment. @default '10m' */
  readonly settle?: string;
  /** From asking for instances to their being healthy. @default '4m' */
  readonly provisioning?: string;
  /** From the end of a minute to its datapoint being visible to alarms. @default '60s' */
  readonly metricDelay?: string;
  /** What the templates do not say: values of their parameters, and `ssm:/name` and `import:name`. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Target tracking of the requests an instance gets, of every variant that the template does not scale. */
  readonly autoscaling?: {
    readonly min: number;
    readonly max: number;
    /** The target, per minute. */
    readonly invocationsPerInstance: number;
    /** @default '300s' */
    readonly scaleOutCooldown?: string;
    /** @default '300s' */
    readonly scaleInCooldown?: string;
  };
  readonly simulator?: {
    readonly weightUpdate?: string;
    readonly deletion?: string;
    readonly extraEvaluationPeriods?: number;
    readonly rollbackStatus?: 'Updating' | 'RollingBack';
  };
  /** Deployed one after the other; the first creates the stack. */
  readonly versions: ReadonlyArray<{
    readonly name: string;
    /** Of every model that neither `images` nor `models` has. */
    readonly behaviour?: Behaviour;
    /** By image, or the beginning of one. */
    readonly images?: Readonly<Record<string, Behaviour>>;
    /** By the logical id of the model, or its name in the template. */
    readonly models?: Readonly<Record<string, Behaviour>>;
    /** Instead of the scenario's, from the beginning of this deployment on. */
    readonly traffic?: Traffic;
    readonly expect?: Expectations;
  }>;
}

export interface RehearseOptions {
  /** @default - the only stack that has an endpoint */
  readonly stack?: string;
  /** What is deployed now, for the first version of the scenario. @default - the same */
  readonly from?: Rehearsable;
  /** Instead of the scenario's. */
  readonly seed?: number;
}

/** What came of a rehearsal. */
export interface Rehearsed {
  readonly stackName: string;
  /** In the order of the scenario. */
  readonly versions: readonly RehearsedVersion[];
  /** The expectations of the scenario that do not hold, in words. */
  readonly failures: readonly string[];
  /** The whole rehearsal as a page with graphs. */
  html(): string;
  /** The whole rehearsal as JSON. */
  json(): string;
  /** The scenario's expectations as a JUnit report. */
  junit(): string;
}

export interface RehearsedVersion {
  readonly name: string;
  readonly outcome: Outcome;
  /** The stack's status at the end. */
  readonly status: string;
  /** The resource that failed, and why. */
  readonly failure?: { readonly logicalId: string; readonly reason: string };
  /** How long the deployment took. */
  readonly seconds: number;
  /** The alarms that went off while it lasted. */
  readonly alarms: readonly string[];
  readonly requests: number;
  /** Requests answered with a 5XX status. */
  readonly failedRequests: number;
  readonly requestsToNewVersion: number;
  readonly peakInstances: number;
  /** The versions that serve afterwards. */
  readonly servingVersions: readonly string[];
}

/**
 * Deploys a stack to a simulated account under a scenario, as `guarded-endpoint rehearse` does.
 *
 * @param scenario the path of a YAML file, or what would be written in it. By default the stack is created, then updated to a
 * version that fails every request, then to a healthy one.
 */
export function rehearse(what: Rehearsable, scenario?: string | ScenarioFile, options?: RehearseOptions): Promise<Rehearsed>;

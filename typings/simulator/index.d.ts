/**
 * The simulator of SageMaker hosting and CloudWatch, for tests.
 *
 * Not part of the jsii API: for TypeScript and JavaScript only.
 */

/** A length of time that knows its seconds, as the `Duration` of the AWS CDK does. */
export interface DurationLike {
  toSeconds(): number;
}

/** What the services do not document, or what differs from account to account. */
export interface Settings {
  /** From asking for instances to their being healthy. @default 240 */
  readonly provisioningSeconds: number;
  /** From the end of a minute to its datapoint being visible to alarms and queries. */
  readonly metricDelaySeconds: number;
  /** How long a change of weights, or of capacity without new instances, takes. @default 60 */
  readonly weightUpdateSeconds: number;
  /** How long an endpoint stays in Deleting. @default 30 */
  readonly deletionSeconds: number;
  /** Periods that an alarm looks at beyond its evaluation periods. @default 2 */
  readonly extraEvaluationPeriods: number;
  /** The endpoint's status while a guarded update is taken back in batches. @default 'Updating' */
  readonly rollbackStatus: 'Updating' | 'RollingBack';
}

export interface FleetSimulatorOptions {
  /** The same seed, options and requests give the same run, byte for byte. @default 1 */
  readonly seed?: number;
  /** @default 2026-01-01T00:00:00Z */
  readonly startTime?: Date;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  readonly settings?: Partial<Settings>;
}

/** Virtual time: it passes only when it is told to, and everything that is due happens on the way. */
export interface Clock {
  readonly now: Date;
  /** Lets time pass: seconds, or a duration such as the CDK's. */
  advance(duration: number | DurationLike): void;
  /** Lets time pass up to and including that instant. */
  runUntil(time: Date): void;
}

/** How a model answers; what is left out is healthy. */
export interface ModelBehaviour {
  /** The share of requests answered with a 5XX, 0 to 1. @default 0 */
  readonly errorRate?: number;
  /** The share of requests answered with a 4XX, 0 to 1. @default 0 */
  readonly clientErrorRate?: number;
  /** Of a lognormal distribution, in milliseconds. @default p50 5, p99 12 */
  readonly latencyMs?: { readonly p50: number; readonly p99: number };
}

export interface RequestTotals {
  readonly requests: number;
  readonly serverErrors: number;
  readonly clientErrors: number;
}

/** What happened to an endpoint. */
export interface TimelineEntry {
  /** ISO 8601, virtual time. */
  readonly time: string;
  readonly event: 'EndpointStatus' | 'Step' | 'TrafficSplit' | 'AlarmState';
  /** A sentence for a person. */
  readonly message: string;
}

/** The simulated account, and what only a simulator can do with it. */
export interface World {
  /** How a model answers from now on. */
  setModelBehaviour(modelName: string, behaviour: ModelBehaviour): unknown;
  /** How models answer that are created later with this image, or with one whose URI starts like this. */
  setImageBehaviour(image: string, behaviour: ModelBehaviour): unknown;
  /** How many requests an endpoint gets from now on. */
  setTraffic(endpointName: string, requestsPerSecond: number): void;
  /** What happened to an endpoint, in order; also to one that is deleted. */
  timeline(endpointName: string): TimelineEntry[];
  /** The requests an endpoint served, by the name of the config whose fleet served them. */
  requestTotals(endpointName: string): Record<string, RequestTotals>;
  /** Requests that nobody served. */
  unservedRequests(endpointName: string): number;
}

/** A way in which the simulated services fail a caller. */
export interface Fault {
  readonly kind: 'throttling' | 'serverError' | 'slow' | 'dropped';
  /** @default any service */
  readonly service?: 'sagemaker' | 'sagemaker-runtime' | 'cloudwatch';
  /** @default any operation */
  readonly operation?: string;
  /** Of a request that is meant, 0 to 1. @default 1 */
  readonly probability?: number;
  /** After so many it is over. @default without end */
  readonly count?: number;
  /** Of a server error: 500 or 503. @default 500 */
  readonly status?: number;
  /** Of a slow answer, in milliseconds of real time. @default 1000 */
  readonly delayMs?: number;
  /** Of a server error or dropped connection: the operation is performed, only its answer is lost. @default false */
  readonly performed?: boolean;
}

/** An endpoint to be judged in a test. */
export interface SimulatedEndpoint {
  readonly name: string;
  /** As DescribeEndpoint has it: InService, Updating, ... */
  readonly status: string;
  /** The config that the endpoint is on: the old one, until an update has succeeded. */
  readonly endpointConfigName: string;
  /** Each fleet's share of the traffic, 0 to 1, by its config's name. */
  readonly trafficShares: Record<string, number>;
  readonly timeline: TimelineEntry[];
  readonly lastUpdate: {
    /** Absent while it is in progress, and where there was none. */
    readonly outcome?: 'succeeded' | 'rolled back';
    readonly reason?: string;
    readonly alarmNames: readonly string[];
  };
  /** Lets time pass until the endpoint is neither being created nor updated, at most for eight hours. */
  untilSettled(): this;
}

/** An HTTP request, header names in lower case. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** SageMaker hosting and CloudWatch in one process: the services' own protocols in front, a virtual clock behind. */
export declare class FleetSimulator {
  constructor(options?: FleetSimulatorOptions);
  readonly clock: Clock;
  readonly world: World;
  /** What callers meet instead of an answer. */
  readonly faults: { replace(faults: readonly Fault[]): void };
  /** An unmodified AWS client of the class given, whose requests are answered here. */
  client<Client, Config extends object>(Client: new (config: Config) => Client, config?: Partial<Config>): Client;
  endpoint(name: string): SimulatedEndpoint;
  /** One HTTP request, to a service or to the control API at `/_simulator`. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** Forgets everything. */
  reset(options?: { readonly seed?: number }): void;
}

/** Serves `simulator.handle` over HTTP on this machine, for clients in other processes; port 0 takes a free one. */
export declare function serve(
  handle: (request: WireRequest) => Promise<WireResponse>, options: { readonly port: number },
): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }>;

import { isRecord } from '../rollout/record';
import { sum } from '../rollout/sum';
import { validationException } from './api/service-error';
import type { OwnMetric } from './own-metrics';

/** How a model answers: how often it fails, and how long it takes; and what changes that. */
export interface ModelBehaviour extends Rates {
  /** What changes once its fleet has taken traffic for so long: a warm-up that is over, errors that come late. */
  readonly later?: ReadonlyArray<Partial<Rates> & { readonly afterSeconds: number }>;
  /** What grows as long as its fleet takes traffic, such as a memory leak. */
  readonly growth?: { readonly latencyFactorPerHour?: number; readonly errorRatePerHour?: number };
  /** Requests a second that one instance can answer: latency grows as they are approached, and what is beyond fails. */
  readonly capacity?: number;
  /** Each instance is down for so many seconds of so many. */
  readonly crashLoop?: { readonly everySeconds: number; readonly downSeconds: number };
  /** Kinds of requests that are answered differently, each with its share of all. */
  readonly classes?: ReadonlyArray<Partial<Rates> & { readonly share: number }>;
  /** Metrics that the service does not publish, with a value for each of its answers. */
  readonly metrics?: readonly OwnMetric[];
  /** What it answers a request of InvokeEndpoint with, as JSON; unless given, who it is. */
  readonly answer?: unknown;
  /** What is other of a container that is asked by its hostname, or of a model that its container loads (`TargetModel`), by that name. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** How its instances launch: how long they take; and why they never become healthy, as `ImageNotFound`, `InsufficientCapacity`, `PingHealthCheck` or in words. */
  readonly provisioning?: { readonly seconds?: number; readonly failure?: string };
}

/** One of several that a request can ask. */
export type Target = Partial<Rates> & Pick<ModelBehaviour, 'answer'>;

export interface Rates {
  /** The share of requests answered with a 5XX, 0 to 1. */
  readonly errorRate: number;
  /** The share of requests answered with a 4XX, 0 to 1. */
  readonly clientErrorRate: number;
  readonly latencyMs: Latency;
}

/** A lognormal distribution, by two of its quantiles in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** What a caller gives of a behaviour: what is left out is healthy. */
export type ModelBehaviourInput = Partial<ModelBehaviour>;

export const HEALTHY: ModelBehaviour & Rates = { errorRate: 0, clientErrorRate: 0, latencyMs: { p50: 5, p99: 12 } };

/** Everything a behaviour can have, in words. */
const FIELDS = {
  errorRate: '', clientErrorRate: '', latencyMs: '', later: '', growth: '', capacity: '', crashLoop: '', classes: '', metrics: '', answer: '', targets: '', provisioning: '',
};

/** A behaviour as asked for, checked; every fault is named at once. */
export function modelBehaviour(input: unknown): ModelBehaviour {
  if (!isRecord(input)) {
    throw validationException(`a model's behaviour is ${JSON.stringify(input)}, not an object; give any of ${fields(FIELDS)}`);
  }
  const behaviour = { ...HEALTHY, ...input } as ModelBehaviour;
  const faults = [
    ...unknownFields(input, FIELDS, ''),
    ...ratesFaults(behaviour, ''),
    ...changesFaults(behaviour),
  ];
  if (faults.length > 0) {
    throw validationException(faults.join('; '));
  }
  return behaviour;
}

function ratesFaults(rates: Partial<Rates>, prefix: string): string[] {
  const { errorRate = 0, clientErrorRate = 0, latencyMs } = rates;
  return [
    ...rateFaults(`${prefix}errorRate`, errorRate),
    ...rateFaults(`${prefix}clientErrorRate`, clientErrorRate),
    ...(isMoreThanAll([errorRate, clientErrorRate])
      ? [`${prefix}errorRate ${errorRate} and clientErrorRate ${clientErrorRate} add up to more than 1; a request fails in one way only`] : []),
    ...(latencyMs === undefined ? [] : latencyFaults(latencyMs, prefix)),
  ];
}

/** What is wrong with what changes the rates. */
function changesFaults({ later, growth, capacity, crashLoop, classes, targets, metrics, provisioning }: ModelBehaviour): string[] {
  return [
    ...listFaults('later', later, { afterSeconds: 0, ...HEALTHY }, (item, prefix) =>
      [...numberFaults(`${prefix}afterSeconds`, item.afterSeconds, 0), ...ratesFaults(item, prefix)]),
    ...listFaults('classes', classes, { share: 0, ...HEALTHY }, (item, prefix) =>
      [...rateFaults(`${prefix}share`, item.share), ...ratesFaults(item, prefix)]),
    ...(Array.isArray(classes) && isMoreThanAll(classes.map((one) => one?.share)) ? ['the shares of classes add up to more than 1'] : []),
    ...listFaults('metrics', metrics, { namespace: '', metricName: '', dimensions: {}, value: 0, unit: '' }, metricFaults),
    ...recordFaults('growth', growth, { latencyFactorPerHour: 1, errorRatePerHour: 0 }),
    ...(capacity === undefined ? [] : numberFaults('capacity', capacity, Number.MIN_VALUE, 'above 0')),
    ...targetsFaults(targets),
    ...crashLoopFaults(crashLoop),
    ...provisioningFaults(provisioning),
  ];
}

function metricFaults({ namespace, metricName, dimensions = {}, value, unit = 'None' }: OwnMetric, prefix: string): string[] {
  return [
    ...Object.entries({ namespace, metricName, unit }).flatMap(([field, text]) =>
      (typeof text === 'string' && text !== '' ? [] : [`${prefix}${field} is ${JSON.stringify(text)}; give a name`])),
    ...(isRecord(dimensions) && Object.values(dimensions).every((text) => typeof text === 'string') ? []
      : [`${prefix}dimensions is ${JSON.stringify(dimensions)}; give an object of texts`]),
    ...(typeof value === 'number' && Number.isFinite(value) ? [] : [`${prefix}value is ${JSON.stringify(value)}; use a number`]),
  ];
}

/** Whether shares add up to more than 1, but for rounding; what is no number has been named already. */
function isMoreThanAll(shares: readonly unknown[]): boolean {
  return shares.every((share) => typeof share === 'number') && sum(shares as number[]) > 1 + 1e-9;
}

/** It makes no sense without either of its numbers. */
function crashLoopFaults(crashLoop: unknown): string[] {
  const { everySeconds, downSeconds } = isRecord(crashLoop) ? crashLoop : {};
  const faults = recordFaults('crashLoop', isRecord(crashLoop) ? { everySeconds, downSeconds, ...crashLoop } : crashLoop, { everySeconds: 1, downSeconds: 0 });
  return faults.length === 0 && (downSeconds as number) > (everySeconds as number) ? ['crashLoop is down for longer than its everySeconds'] : faults;
}

function targetsFaults(targets: ModelBehaviour['targets']): string[] {
  if (targets !== undefined && !isRecord(targets)) {
    return [`targets is ${JSON.stringify(targets)}; give an object by what requests ask for: a TargetModel, or a container's hostname`];
  }
  return Object.entries(targets ?? {}).flatMap(([name, target]) => {
    const prefix = `targets.${name}.`;
    return isRecord(target) ? [...unknownFields(target, { ...HEALTHY, answer: '' }, prefix), ...ratesFaults(target, prefix)] : [`targets.${name} is no object`];
  });
}

function provisioningFaults(provisioning: unknown): string[] {
  if (provisioning === undefined) {
    return [];
  }
  if (!isRecord(provisioning)) {
    return [`provisioning is ${JSON.stringify(provisioning)}; give an object of seconds, failure`];
  }
  const { seconds, failure } = provisioning;
  return [
    ...unknownFields(provisioning, { seconds: 0, failure: '' }, 'provisioning.'),
    ...(seconds === undefined ? [] : numberFaults('provisioning.seconds', seconds, 0)),
    ...(failure === undefined || (typeof failure === 'string' && failure !== '') ? []
      : [`provisioning.failure is ${JSON.stringify(failure)}; say why the launch fails`]),
  ];
}

type FaultsOf<T> = (item: T, prefix: string) => string[];

function listFaults<T extends object>(name: string, list: readonly T[] | undefined, known: object, faultsOf: FaultsOf<T>): string[] {
  if (list === undefined) {
    return [];
  }
  if (!Array.isArray(list)) {
    return [`${name} is ${JSON.stringify(list)}; give a list`];
  }
  return list.flatMap((item: T, index) => {
    const prefix = `${name}.${index}.`;
    return isRecord(item) ? [...unknownFields(item, known, prefix), ...faultsOf(item, prefix)] : [`${name}.${index} is no object`];
  });
}

function recordFaults(name: string, record: unknown, least: Readonly<Record<string, number>>): string[] {
  if (record === undefined) {
    return [];
  }
  return isRecord(record)
    ? [...unknownFields(record, least, `${name}.`), ...Object.entries(record).flatMap(([field, value]) => numberFaults(`${name}.${field}`, value, least[field] ?? 0))]
    : [`${name} is ${JSON.stringify(record)}; give an object of ${fields(least)}`];
}

function numberFaults(name: string, value: unknown, least: number, inWords = `of at least ${least}`): string[] {
  return typeof value === 'number' && Number.isFinite(value) && value >= least ? [] : [`${name} is ${JSON.stringify(value)}; use a number ${inWords}`];
}

/**
 * How a serial inference pipeline behaves as one model.
 *
 * Chosen: the first container that fails ends the request, and the quantiles of latency add up (exact for the median
 * of equal containers, an upper bound for p99). What changes with time or load is the last container's.
 */
export function pipeline(containers: readonly ModelBehaviour[]): ModelBehaviour {
  return containers.reduce((before, next) => {
    const passed = 1 - before.errorRate - before.clientErrorRate;
    const metrics = [...before.metrics ?? [], ...next.metrics ?? []];
    return {
      ...next,
      errorRate: before.errorRate + passed * next.errorRate,
      clientErrorRate: before.clientErrorRate + passed * next.clientErrorRate,
      latencyMs: { p50: before.latencyMs.p50 + next.latencyMs.p50, p99: before.latencyMs.p99 + next.latencyMs.p99 },
      ...(metrics.length > 0 && { metrics }),
    };
  });
}

function rateFaults(name: string, value: unknown): string[] {
  return typeof value === 'number' && value >= 0 && value <= 1 ? [] : [`${name} is ${JSON.stringify(value)}; use a share of the requests from 0 to 1`];
}

function latencyFaults(latency: unknown, prefix: string): string[] {
  if (!isRecord(latency)) {
    return [`${prefix}latencyMs is ${JSON.stringify(latency)}; use {"p50": ..., "p99": ...} in milliseconds`];
  }
  const { p50, p99 } = latency;
  const good = typeof p50 === 'number' && typeof p99 === 'number' && p50 > 0 && p50 <= p99 && Number.isFinite(p99);
  return [
    ...unknownFields(latency, HEALTHY.latencyMs, `${prefix}latencyMs.`),
    ...(good ? [] : [`${prefix}latencyMs has p50 ${JSON.stringify(p50)} and p99 ${JSON.stringify(p99)}; use milliseconds with 0 < p50 <= p99`]),
  ];
}

function unknownFields(given: object, known: object, prefix: string): string[] {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `unknown field '${prefix}${name}', there are ${fields(known)}`);
}

function fields(known: object): string {
  return Object.keys(known).join(', ');
}

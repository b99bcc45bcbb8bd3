import { validationException } from './api/service-error';

/** How a model answers: how often it fails, and how long it takes. */
export interface ModelBehaviour {
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
export interface ModelBehaviourInput {
  readonly errorRate?: number;
  readonly clientErrorRate?: number;
  readonly latencyMs?: Latency;
}

export const HEALTHY: ModelBehaviour = { errorRate: 0, clientErrorRate: 0, latencyMs: { p50: 5, p99: 12 } };

/** A behaviour as asked for, checked; every fault is named at once. */
export function modelBehaviour(input: unknown): ModelBehaviour {
  if (!isRecord(input)) {
    throw validationException(`a model's behaviour is ${JSON.stringify(input)}, not an object; give any of ${fields(HEALTHY)}`);
  }
  const behaviour = { ...HEALTHY, ...input } as ModelBehaviour;
  const faults = [
    ...unknownFields(input, HEALTHY, ''),
    ...rateFaults('errorRate', behaviour.errorRate),
    ...rateFaults('clientErrorRate', behaviour.clientErrorRate),
    ...(behaviour.errorRate + behaviour.clientErrorRate > 1
      ? [`errorRate ${behaviour.errorRate} and clientErrorRate ${behaviour.clientErrorRate} add up to more than 1; a request fails in one way only`] : []),
    ...latencyFaults(behaviour.latencyMs),
  ];
  if (faults.length > 0) {
    throw validationException(faults.join('; '));
  }
  return behaviour;
}

/**
 * How a serial inference pipeline behaves as one model.
 *
 * Chosen: the first container that fails ends the request, and the quantiles of latency add up (exact for the median
 * of equal containers, an upper bound for p99).
 */
export function pipeline(containers: readonly ModelBehaviour[]): ModelBehaviour {
  return containers.reduce((before, next) => {
    const passed = 1 - before.errorRate - before.clientErrorRate;
    return {
      errorRate: before.errorRate + passed * next.errorRate,
      clientErrorRate: before.clientErrorRate + passed * next.clientErrorRate,
      latencyMs: { p50: before.latencyMs.p50 + next.latencyMs.p50, p99: before.latencyMs.p99 + next.latencyMs.p99 },
    };
  });
}

function rateFaults(name: string, value: unknown): string[] {
  return typeof value === 'number' && value >= 0 && value <= 1 ? [] : [`${name} is ${JSON.stringify(value)}; use a share of the requests from 0 to 1`];
}

function latencyFaults(latency: unknown): string[] {
  if (!isRecord(latency)) {
    return [`latencyMs is ${JSON.stringify(latency)}; use {"p50": ..., "p99": ...} in milliseconds`];
  }
  const { p50, p99 } = latency;
  const good = typeof p50 === 'number' && typeof p99 === 'number' && p50 > 0 && p50 <= p99 && Number.isFinite(p99);
  return [
    ...unknownFields(latency, HEALTHY.latencyMs, 'latencyMs.'),
    ...(good ? [] : [`latencyMs has p50 ${JSON.stringify(p50)} and p99 ${JSON.stringify(p99)}; use milliseconds with 0 < p50 <= p99`]),
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

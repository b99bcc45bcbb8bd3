import type { Latency, ModelBehaviour } from './model-behaviour';
import { sum } from '../rollout/sum';

/** What a model's answers depend on, beside the model. */
export interface Circumstances {
  /** Since its fleet first took traffic. */
  readonly secondsServing: number;
  readonly requestsPerSecondPerInstance: number;
}

/** How a class of requests is answered. */
export interface Answers {
  /** Of all requests, 0 to 1; the shares of all classes add up to 1. */
  readonly share: number;
  readonly errorRate: number;
  readonly clientErrorRate: number;
  readonly latencyMs: Latency;
  /** The hostname of the container that answers, where requests ask one of several. */
  readonly container?: string;
}

type Rates = Omit<Answers, 'share' | 'container'>;

/** However loaded, no answer takes longer than this many times what it takes on an idle instance. Chosen. */
const LONGEST_QUEUE_FACTOR = 20;

/**
 * How a model answers at a moment, by class of request.
 *
 * Chosen, all of it: what a behaviour says later replaces what it says first; growth adds to it with time; the load of an
 * instance stretches latencies as a queue does, 1 / (1 - utilisation), and what is beyond its capacity fails.
 */
export function answersAt(behaviour: ModelBehaviour, circumstances: Circumstances): Answers[] {
  const { classes = [] } = behaviour;
  const base = underLoad(grown(atTime(behaviour, circumstances), behaviour, circumstances), behaviour, circumstances);
  const rest = 1 - sum(classes.map(({ share }) => share));
  const special = classes.map(({ share, ...changes }) => ({ ...bounded({ ...base, ...changes }), share }));
  return [{ ...bounded(base), share: Math.max(0, rest) }, ...special].filter(({ share }) => share > 0);
}

function atTime({ errorRate, clientErrorRate, latencyMs, later = [] }: ModelBehaviour, { secondsServing }: Circumstances): Rates {
  const due = later.filter(({ afterSeconds }) => afterSeconds <= secondsServing)
    .sort((left, right) => left.afterSeconds - right.afterSeconds);
  const first: Rates = { errorRate, clientErrorRate, latencyMs };
  return due.reduce((rates, { afterSeconds: _afterSeconds, ...changes }) => ({ ...rates, ...changes }), first);
}

function grown(rates: Rates, { growth }: ModelBehaviour, { secondsServing }: Circumstances): Rates {
  if (!growth) {
    return rates;
  }
  const hours = secondsServing / 3600;
  return {
    ...rates,
    errorRate: rates.errorRate + (growth.errorRatePerHour ?? 0) * hours,
    latencyMs: stretched(rates.latencyMs, (growth.latencyFactorPerHour ?? 1) ** hours),
  };
}

function underLoad(rates: Rates, { capacity, crashLoop }: ModelBehaviour, circumstances: Circumstances): Rates {
  const load = circumstances.requestsPerSecondPerInstance;
  const up = crashLoop ? 1 - crashLoop.downSeconds / crashLoop.everySeconds : 1;
  const available = (capacity ?? Infinity) * up;
  const utilisation = Math.min(1, load / available);
  const failing = 1 - up * (load > available ? available / load : 1);
  return {
    ...rates,
    errorRate: rates.errorRate + (1 - rates.errorRate) * failing,
    latencyMs: stretched(rates.latencyMs, Math.min(LONGEST_QUEUE_FACTOR, 1 / Math.max(1 - utilisation, 1e-9))),
  };
}

function stretched({ p50, p99 }: Latency, factor: number): Latency {
  return { p50: p50 * factor, p99: p99 * factor };
}

/** A request fails in one way only. */
function bounded(rates: Rates): Rates {
  const errorRate = Math.min(1, rates.errorRate);
  return { ...rates, errorRate, clientErrorRate: Math.min(1 - errorRate, rates.clientErrorRate) };
}

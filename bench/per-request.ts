import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The rolling update of `rollout.ts`, or a part of it. */
export interface PerRequest {
  readonly requestsPerSecond: number;
  readonly virtualSeconds: number;
  readonly alarms: number;
}

export interface PerRequestOutcome {
  readonly requests: number;
  readonly virtualHours: number;
  /** So often an alarm was ringing at the end of a minute. */
  readonly rung: number;
}

const BATCHES = 20;
const BATCH_SECONDS = 1430;
const PROVISIONING_SECONDS = 240;
/** Buckets of latency as wide as the simulator's. */
const LOG_GROWTH = 2 * Math.log(1.009);
const BUCKETS = 1024;
const [MU, SIGMA] = [Math.log(5000), Math.log(12 / 5) / 2.3263478740408408];
const [MU_OVERHEAD, SIGMA_OVERHEAD] = [Math.log(2000), Math.log(6 / 2) / 2.3263478740408408];

/** What is kept of a minute of one fleet's requests. */
class Minute {
  requests = 0;
  errors = 0;
  readonly latency = new Uint32Array(BUCKETS);
  readonly overhead = new Uint32Array(BUCKETS);

  p99(): number {
    let seen = 0;
    return Math.exp(this.latency.findIndex((count) => (seen += count) >= 0.99 * this.requests) * LOG_GROWTH);
  }
}

/**
 * The opponent: the same scenario, request by request, and nothing but what has to be done for each: when it comes, which
 * fleet takes it, whether it fails, how long it takes, and counting that. No clients, no API, no timeline.
 */
export function simulatePerRequest({ requestsPerSecond, virtualSeconds, alarms }: PerRequest): PerRequestOutcome {
  const generator = xoroshiro128plus(1);
  const uniform = () => uniformFloat64(generator);
  const minutes: Minute[][] = [];
  let requests = 0;
  let rung = 0;
  let fleets = [new Minute(), new Minute()];
  const untilNext = () => -Math.log(1 - uniform()) / requestsPerSecond;
  for (let time = untilNext(), end = 60; time < virtualSeconds; time += untilNext()) {
    while (time >= end) {
      minutes.push(fleets);
      rung += alarmsOn(minutes.slice(-5), alarms);
      fleets = [new Minute(), new Minute()];
      end += 60;
    }
    const green = uniform() < greenShare(time);
    const into = fleets[green ? 1 : 0];
    into.requests += 1;
    into.errors += green && uniform() < 0.001 ? 1 : 0;
    // Two normal draws of one Box-Muller transform: one for the model, one for the overhead.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    into.latency[Math.round((MU + SIGMA * radius * Math.cos(angle)) / LOG_GROWTH)] += 1;
    into.overhead[Math.round((MU_OVERHEAD + SIGMA_OVERHEAD * radius * Math.sin(angle)) / LOG_GROWTH)] += 1;
    requests += 1;
  }
  return { requests, virtualHours: virtualSeconds / 3600, rung };
}

function greenShare(time: number): number {
  return Math.min(1, Math.floor((time + BATCH_SECONDS - PROVISIONING_SECONDS) / BATCH_SECONDS) / BATCHES);
}

/** Two of the last three minutes over the threshold, for errors and for latency in turns. */
function alarmsOn(recent: ReadonlyArray<readonly Minute[]>, alarms: number): number {
  const breaching = (index: number): boolean => recent.slice(-3).filter(([, green]) => green.requests > 0
    && (index % 2 === 0 ? green.errors / green.requests > 0.05 : green.p99() > 50_000)).length >= 2;
  return Array.from({ length: alarms }, (_, index) => breaching(index)).filter(Boolean).length;
}

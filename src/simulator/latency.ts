import { bucketsBetween, Distribution } from './distribution';
import type { Latency } from './model-behaviour';
import { RandomStream } from './random';

/** How far out, in standard deviations, 99 % of a normal distribution lie. */
const Z99 = 2.3263478740408408;
/** Beyond this many standard deviations there is less than one request in a hundred million. */
const REACH = 5.7;
/** So many single draws cost about as much as one draw per bucket. */
const SINGLE_DRAWS = 100;

/** The buckets that a latency's values fall into. */
interface Cells {
  readonly first: number;
  /** Of the values that are in this bucket or a higher one, the share that is in this one. */
  readonly shares: readonly number[];
}

/** Behaviours that change with time have a latency of their own for every minute. */
const MOST_KEPT = 100;
const KEPT = new Map<string, Cells>();

/**
 * The latencies of so many requests, in microseconds; the cost does not grow with their number.
 *
 * They are drawn once somebody looks at them, from a stream of their own: whether and when leaves everything else as it is.
 */
export function drawLatencies(random: RandomStream, latency: Latency, count: number): Distribution {
  if (latency.p50 === latency.p99) {
    return constant(latency, count);
  }
  const seed = random.seed();
  return Distribution.pending(count, () => drawn(new RandomStream(seed), latency, count));
}

function drawn(random: RandomStream, latency: Latency, count: number): Distribution {
  return count <= SINGLE_DRAWS ? drawOneByOne(random, latency, count) : drawByCell(random, latency, count);
}

/** One request's latency in microseconds. */
export function drawLatency(random: RandomStream, latency: Latency): number {
  const { mu, sigma } = lognormal(latency);
  return random.logNormal(mu, sigma)();
}

function drawOneByOne(random: RandomStream, latency: Latency, count: number): Distribution {
  const { mu, sigma } = lognormal(latency);
  const draw = random.logNormal(mu, sigma);
  const all = new Distribution();
  for (let index = 0; index < count; index++) {
    all.add(draw());
  }
  return all;
}

/** Without any spread there is nothing to draw. */
function constant({ p50 }: Latency, count: number): Distribution {
  const all = new Distribution();
  all.add(p50 * 1000, count);
  return all;
}

function drawByCell(random: RandomStream, latency: Latency, count: number): Distribution {
  const { first, shares } = cellsOf(latency);
  const counts = new Float64Array(shares.length);
  let left = count;
  for (let index = 0; left > 0; index++) {
    counts[index] = random.binomial(left, shares[index]);
    left -= counts[index];
  }
  return Distribution.inBuckets(first, counts);
}

function cellsOf(latency: Latency): Cells {
  const key = `${latency.p50}/${latency.p99}`;
  let cells = KEPT.get(key);
  if (!cells) {
    cells = makeCells(latency);
    if (KEPT.size >= MOST_KEPT) {
      KEPT.clear();
    }
    KEPT.set(key, cells);
  }
  return cells;
}

function makeCells(latency: Latency): Cells {
  const { mu, sigma } = lognormal(latency);
  const buckets = bucketsBetween(Math.exp(mu - REACH * sigma), Math.exp(mu + REACH * sigma));
  let above = 1;
  const shares = buckets.map(({ upperBound }, index) => {
    // The last bucket takes what is left.
    const next = index === buckets.length - 1 ? 0 : upperTail((Math.log(upperBound) - mu) / sigma);
    const share = above > 0 ? Math.min(1, Math.max(0, 1 - next / above)) : 1;
    above = next;
    return share;
  });
  return { first: buckets[0].index, shares };
}

function lognormal({ p50, p99 }: Latency): { mu: number; sigma: number } {
  return { mu: Math.log(p50 * 1000), sigma: Math.log(p99 / p50) / Z99 };
}

/** The share of a standard normal distribution above `z`; Chebyshev fit of the complementary error function, good to 1.2e-7. */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const polynomial = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223]
    .reduce((sum, coefficient) => sum * t + coefficient, 0);
  const complement = t * Math.exp(-x * x + polynomial);
  return z >= 0 ? complement / 2 : 1 - complement / 2;
}

import { createHash } from 'node:crypto';
import { randomBinomial, randomLogNormal, randomNormal, randomPoisson } from 'd3-random';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** With this variance a binomial distribution is as good as a normal one bent by its skewness, which is much cheaper to draw from. */
const NORMAL_ABOVE = 100;

/** Where few successes are expected, walking up to them is the cheapest way to draw exactly. */
const INVERT_BELOW = 20;

/**
 * Everything random comes from one seed.
 *
 * Each concern draws from a stream of its own name, so that a further draw in one place does not reshuffle another.
 */
export class Random {
  private readonly streams = new Map<string, RandomStream>();

  constructor(readonly seed: number) {}

  stream(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (!stream) {
      stream = new RandomStream(hash(`${this.seed}:${name}`));
      this.streams.set(name, stream);
    }
    return stream;
  }
}

export class RandomStream {
  private readonly uniform: () => number;
  private readonly poissons: typeof randomPoisson;
  private readonly binomials: typeof randomBinomial;
  private readonly logNormals: typeof randomLogNormal;
  private readonly standardNormal: () => number;

  constructor(seed: number) {
    const generator = xoroshiro128plus(seed);
    this.uniform = () => uniformFloat64(generator);
    this.poissons = randomPoisson.source(this.uniform);
    this.binomials = randomBinomial.source(this.uniform);
    this.logNormals = randomLogNormal.source(this.uniform);
    this.standardNormal = randomNormal.source(this.uniform)();
  }

  /** From 0 up to, but without, 1. */
  next(): number {
    return this.uniform();
  }

  /** Of another stream. */
  seed(): number {
    return Math.floor(this.uniform() * 2 ** 32);
  }

  /** How many of something happen where so many are expected. */
  poisson(expected: number): number {
    return expected > 0 ? this.poissons(expected)() : 0;
  }

  /** How many of `trials` succeed. */
  binomial(trials: number, probability: number): number {
    if (trials <= 0 || probability <= 0) {
      return 0;
    }
    if (probability >= 1) {
      return trials;
    }
    if (trials * probability < INVERT_BELOW) {
      return this.invertedBinomial(trials, probability);
    }
    const variance = trials * probability * (1 - probability);
    return variance > NORMAL_ABOVE ? this.nearlyNormalBinomial(trials, probability, Math.sqrt(variance)) : this.binomials(trials, probability)();
  }

  /** By the first terms of the Cornish-Fisher expansion. */
  private nearlyNormalBinomial(trials: number, probability: number, deviation: number): number {
    const normal = this.standardNormal();
    const skewed = normal + (normal * normal - 1) * ((1 - 2 * probability) / (6 * deviation));
    return Math.min(trials, Math.max(0, Math.round(trials * probability + skewed * deviation)));
  }

  /** Walks up the distribution until it has passed a uniform draw: https://doi.org/10.1145/42372.42381 (algorithm BINV). */
  private invertedBinomial(trials: number, probability: number): number {
    const odds = probability / (1 - probability);
    let chance = Math.exp(trials * Math.log1p(-probability));
    let left = this.uniform();
    let successes = 0;
    while (left >= chance && successes < trials) {
      left -= chance;
      chance *= odds * ((trials - successes) / (successes + 1));
      successes += 1;
    }
    return successes;
  }

  /** A source of values whose logarithms are normally distributed. */
  logNormal(mu: number, sigma: number): () => number {
    return this.logNormals(mu, sigma);
  }
}

/** 32 bits; near names must not give near seeds. */
function hash(text: string): number {
  return createHash('sha256').update(text).digest().readInt32LE(0);
}

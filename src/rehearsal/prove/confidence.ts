// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { jStat } = require('jstat') as { readonly jStat: { readonly beta: { inv(p: number, alpha: number, beta: number): number } } };

/** A share, and the bounds between which it is with 95 % confidence. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of successes, with the exact (Clopper-Pearson) interval of 95 %.
 *
 * @see https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval
 */
export function shareOf(successes: number, trials: number): Share {
  return {
    value: successes / trials,
    low: successes === 0 ? 0 : jStat.beta.inv(0.025, successes, trials - successes + 1),
    high: successes === trials ? 1 : jStat.beta.inv(0.975, successes + 1, trials - successes),
  };
}

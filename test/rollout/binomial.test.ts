import * as fc from 'fast-check';
import { probabilityOfAtLeast } from '../../src/rollout/binomial';

/** The exact value, by adding up whole numbers; the probability is `parts` of 64. */
function exactly(successes: number, trials: number, parts: number): number {
  let [choices, favourable] = [1n, 0n];
  for (let k = 0; k <= trials; k++) {
    favourable += k >= successes ? choices * BigInt(parts) ** BigInt(k) * BigInt(64 - parts) ** BigInt(trials - k) : 0n;
    choices = choices * BigInt(trials - k) / BigInt(k + 1);
  }
  // The least there is here, 64 ** -120, keeps 280 bits so, and 1 is not too large for a double.
  return Number(favourable * 2n ** 1000n / 64n ** BigInt(trials)) / 2 ** 1000;
}

describe('the probability of at least so many', () => {
  test.each([
    [0, 10, 0.3, 1],
    [0, 0, 0.3, 1],
    [1, 0, 0.3, 0],
    [1, 10, 0, 0],
    [10, 10, 1, 1],
    [11, 10, 1, 0],
    [11, 10, 0.3, 0],
    [10, 10, 0, 0],
    [1, 10, 1, 1],
    [1, 1, 0.25, 0.25],
    [2, 2, 0.5, 0.25],
    [1, 3, 0.5, 0.875],
    [2, 3, 0.5, 0.5],
  ])('%d of %d at %d is %d', (successes, trials, probability, expected) => {
    expect(probabilityOfAtLeast(successes, trials, probability)).toBeCloseTo(expected, 12);
  });

  test('is exact to eleven digits, however unlikely it is', () => {
    const upTo120 = (min: number) => fc.integer({ min, max: 120 });
    fc.assert(fc.property(upTo120(0), upTo120(1), fc.integer({ min: 1, max: 63 }), (successes, trials, parts) => {
      const exact = exactly(successes, trials, parts);
      expect(Math.abs(probabilityOfAtLeast(successes, trials, parts / 64) - exact)).toBeLessThanOrEqual(1e-11 * exact);
    }), { numRuns: 500 });
  });

  test('is neither lost nor above 1 where the first term is too small for a number', () => {
    expect(probabilityOfAtLeast(1, 5_000_000, 0.5)).toBe(1);
    expect(probabilityOfAtLeast(4_999_999, 5_000_000, 0.5)).toBe(0);
  });

  test('never falls as each becomes likelier, among millions too', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_000 }), ratio, ratio, ratio,
      (trials, share, a, b) => {
        const successes = Math.ceil(share * trials);
        const [low, high] = [probabilityOfAtLeast(successes, trials, Math.min(a, b)), probabilityOfAtLeast(successes, trials, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(low - 1e-9);
      }));
  });
});

import * as fc from 'fast-check';
import { probabilityOfAtLeast } from '../../src/rollout/binomial';

/** By adding up every term. */
function summed(successes: number, trials: number, probability: number): number {
  let term = (1 - probability) ** trials;
  let below = 0;
  for (let k = 0; k < successes; k++) {
    below += term;
    term *= ((trials - k) / (k + 1)) * (probability / (1 - probability));
  }
  return 1 - below;
}

describe('the probability of at least so many', () => {
  test.each([
    [0, 10, 0.3, 1],
    [1, 10, 0, 0],
    [10, 10, 1, 1],
    [11, 10, 1, 0],
    [1, 1, 0.25, 0.25],
    [2, 2, 0.5, 0.25],
    [1, 3, 0.5, 0.875],
    [2, 3, 0.5, 0.5],
  ])('%d of %d at %d is %d', (successes, trials, probability, expected) => {
    expect(probabilityOfAtLeast(successes, trials, probability)).toBeCloseTo(expected, 12);
  });

  test('is what the terms add up to', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 200 }), fc.double({ min: 0.001, max: 0.9, noNaN: true }),
      (successes, trials, probability) => {
        fc.pre(successes <= trials);
        expect(probabilityOfAtLeast(successes, trials, probability)).toBeCloseTo(summed(successes, trials, probability), 9);
      }));
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

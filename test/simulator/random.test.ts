import { Random } from '../../src/simulator/random';

function draws(random: Random, name: string): number[] {
  return Array.from({ length: 5 }, () => random.stream(name).next());
}

describe('a seed', () => {
  test('gives the same draws again', () => {
    expect(draws(new Random(42), 'traffic')).toEqual(draws(new Random(42), 'traffic'));
  });

  test('gives other draws than another seed', () => {
    expect(draws(new Random(42), 'traffic')).not.toEqual(draws(new Random(43), 'traffic'));
  });
});

describe('a stream', () => {
  test('does not notice draws from another one', () => {
    const random = new Random(1);
    const undisturbed = draws(new Random(1), 'a');
    draws(random, 'b');
    expect(draws(random, 'a')).toEqual(undisturbed);
  });

  test('draws counts around what is expected', () => {
    const stream = new Random(1).stream('counts');
    const mean = (draw: () => number) => Array.from({ length: 2000 }, draw).reduce((sum, value) => sum + value, 0) / 2000;
    expect(mean(() => stream.poisson(600)) / 600).toBeCloseTo(1, 2);
    expect(mean(() => stream.binomial(600, 0.3)) / 180).toBeCloseTo(1, 2);
  });

  test.each([[1_000_000, 1e-6], [1000, 0.01], [30, 0.5], [12, 0.9], [600_000, 0.3]])('draws %d trials of chance %d with the mean and the variance of a binomial', (trials, chance) => {
    const stream = new Random(3).stream('binomial');
    const drawn = Array.from({ length: 20_000 }, () => stream.binomial(trials, chance));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    const expected = trials * chance * (1 - chance);
    expect(Math.abs(mean - trials * chance)).toBeLessThan(4 * Math.sqrt(expected / drawn.length));
    expect(variance / expected).toBeGreaterThan(0.94);
    expect(variance / expected).toBeLessThan(1.06);
    expect(drawn.every((value) => Number.isInteger(value) && value >= 0 && value <= trials)).toBe(true);
  });

  test('never succeeds without a chance, and always with certainty', () => {
    const stream = new Random(1).stream('edges');
    expect([stream.poisson(0), stream.binomial(10, 0), stream.binomial(0, 0.5), stream.binomial(10, 1)]).toEqual([0, 0, 0, 10]);
  });
});

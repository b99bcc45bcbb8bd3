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

  test('never succeeds without a chance, and always with certainty', () => {
    const stream = new Random(1).stream('edges');
    expect([stream.poisson(0), stream.binomial(10, 0), stream.binomial(0, 0.5), stream.binomial(10, 1)]).toEqual([0, 0, 0, 10]);
  });
});

import { drawLatencies } from '../../src/simulator/latency';
import { Random } from '../../src/simulator/random';

const LATENCY = { p50: 5, p99: 12 };

describe.each([1000, 1_000_000])('the latencies of %d requests', (count) => {
  const drawn = drawLatencies(new Random(7).stream('test'), LATENCY, count);

  test('are as many as there are requests', () => {
    expect(drawn.count).toBe(count);
  });

  test('have the quantiles asked for, in microseconds', () => {
    expect(drawn.percentile(50)! / 5000).toBeCloseTo(1, 1);
    expect(drawn.percentile(99)! / 12000).toBeCloseTo(1, 0);
    expect(drawn.minimum).toBeGreaterThan(0);
  });

  test('have a lognormal distribution\'s mean', () => {
    const sigma = Math.log(12 / 5) / 2.3263;
    expect(drawn.average / (5000 * Math.exp(sigma ** 2 / 2))).toBeCloseTo(1, 1);
  });
});

test('a latency without spread is the same for every request', () => {
  const drawn = drawLatencies(new Random(7).stream('test'), { p50: 8, p99: 8 }, 5000);
  expect(drawn.count).toBe(5000);
  expect(drawn.minimum).toBeCloseTo(8000, 6);
  expect(drawn.maximum).toBeCloseTo(8000, 6);
});

test('a billion requests cost no more than a million', () => {
  const random = new Random(7).stream('test');
  const started = performance.now();
  expect(drawLatencies(random, LATENCY, 1_000_000_000).count).toBe(1_000_000_000);
  expect(performance.now() - started).toBeLessThan(500);
});

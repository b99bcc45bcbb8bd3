import { Distribution } from '../../src/simulator/distribution';
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

test('whether and when somebody looks at them changes neither them nor what is drawn afterwards', () => {
  const [looking, waiting] = [new Random(7).stream('test'), new Random(7).stream('test')];
  const [variant, fleet] = [new Distribution(), new Distribution()];
  const [early, late] = [drawLatencies(looking, LATENCY, 1000), drawLatencies(waiting, LATENCY, 1000)];
  const seen = [early.sum, early.minimum, early.maximum, early.percentile(90)];
  expect(waiting.next()).toBe(looking.next());
  [variant, fleet].forEach((scope) => scope.merge(late));
  expect([variant, fleet, late].map((each) => [each.sum, each.minimum, each.maximum, each.percentile(90)])).toEqual([seen, seen, seen]);
});

test('what nobody has looked at does not pile up', () => {
  const [random, day] = [new Random(7).stream('test'), new Distribution()];
  const minutes = Array.from({ length: 1440 }, () => drawLatencies(random, LATENCY, 10));
  minutes.forEach((minute) => day.merge(minute));
  expect((day as unknown as { readonly toDraw: readonly unknown[] }).toDraw.length).toBeLessThanOrEqual(60);
  expect(day.count).toBe(14_400);
  expect(day.sum).toBeCloseTo(minutes.reduce((total, { sum }) => total + sum, 0), 3);
});

import * as fc from 'fast-check';
import { Distribution } from '../../src/simulator/distribution';

function of(values: readonly number[]): Distribution {
  const distribution = new Distribution();
  values.forEach((value) => distribution.add(value));
  return distribution;
}

function nearestRank(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1];
}

/** All that can be asked of it. */
function known(values: Distribution): unknown[] {
  return [values.count, values.sum, values.minimum, values.maximum, ...Array.from({ length: 101 }, (_, percent) => values.percentile(percent))];
}

describe('a distribution', () => {
  test('keeps count, sum, minimum and maximum exactly', () => {
    const values = of([3, 0, -2, 7.5]);
    expect([values.count, values.sum, values.minimum, values.maximum, values.average]).toEqual([4, 8.5, -2, 7.5, 2.125]);
  });

  test('knows errors of 0 and 1 exactly at every percentile', () => {
    const errors = new Distribution();
    errors.add(0, 900);
    errors.add(1, 100);
    expect([50, 90, 90.1, 99].map((percent) => errors.percentile(percent))).toEqual([0, 0, 1, 1]);
  });

  test('has no percentiles where only a summary is known', () => {
    const values = of([1]);
    values.addSummary({ count: 10, sum: 55, minimum: 1, maximum: 10 });
    expect(values.percentile(50)).toBeUndefined();
    expect(values.maximum).toBe(10);
  });

  test('gives percentiles within one percent of the true ones', () => {
    fc.assert(fc.property(
      fc.array(fc.double({ min: 1e-3, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (values, percent) => {
        const truth = nearestRank(values, percent);
        expect(Math.abs(of(values).percentile(percent)! - truth) / truth).toBeLessThanOrEqual(0.01);
      },
    ));
  });

  test('that was merged into another one goes its own way afterwards, and so does the other', () => {
    const [source, first, second] = [of([1, 2, 3]), new Distribution(), new Distribution()];
    first.merge(source);
    second.merge(source);
    first.add(2, 100);
    source.add(1000);
    expect(known(first)).toEqual(known(of([1, 3, ...Array<number>(101).fill(2)])));
    expect(known(second)).toEqual(known(of([1, 2, 3])));
    expect(known(source)).toEqual(known(of([1, 2, 3, 1000])));
  });

  test('merges to what it would be had all been added to one', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });
    fc.assert(fc.property(values, values, (a, b) => {
      const merged = of(a);
      merged.merge(of(b));
      expect(known(merged)).toEqual(known(of([...a, ...b])));
    }));
  });
});

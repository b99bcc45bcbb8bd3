import * as fc from 'fast-check';
import { Distribution } from '../../src/simulator/distribution';
import { statisticOf } from '../../src/simulator/statistic';

function distribution(values: readonly number[]): Distribution {
  const made = new Distribution();
  values.forEach((value) => made.add(value));
  return made;
}

/** Of the values 1 to 100. */
const HUNDRED = distribution(Array.from({ length: 100 }, (_, index) => index + 1));

describe('of the values from 1 to 100', () => {
  // Values are kept within 1 %.
  test.each<[string, number]>([
    ['tm90', 45.5], ['TM90', 45.5], ['TM(2%:98%)', 50.5], ['TM(:90%)', 45.5], ['TM(90%:)', 95.5], ['TM(20:40)', 30.5], ['TM(50:)', 75.5],
    ['IQM', 50.5], ['iqm', 50.5],
    ['tc90', 90], ['TC(10%:90%)', 80], ['TC(:30.5)', 30], ['TC(20.5:40.5)', 20],
    ['ts90', 4095], ['TS(80%:)', 1810], ['TS(:10.5)', 55],
    ['wm98', 50.47], ['WM(10%:90%)', 50.5], ['WM(20:40)', 34.1],
    ['PR(:30.5)', 30], ['PR(20.5:40.5)', 20], ['PR(60.5:)', 40],
  ])('%s is %d', (name, expected) => {
    const value = statisticOf(name)!(HUNDRED)!;
    expect(Math.abs(value - expected) / expected).toBeLessThan(0.02);
  });
});

describe('a trimmed statistic', () => {
  test.each(['tm', 'tm101', 'TM(:)', 'TM(10%:5%)', 'TM(10%:90)', 'PR(10%:90%)', 'pr90', 'TM(:101%)', 'TM(50%:101%)', 'TM(1:2', 'xx90', 'toString',
    'TM(10:10)', 'TM(10%:10%)', 'xtm90', 'tm90x', 'xTM(1:2)', 'TM(1:2)x', 'xIQM', 'IQMx'])('%s is none', (name) => {
    expect(statisticOf(name)).toBeUndefined();
  });

  test('of nothing that is left has no mean, a count of zero and a rank of zero', () => {
    const values = distribution([5, 6]);
    expect(['TM(100:200)', 'TC(100:200)', 'PR(100:200)'].map((name) => statisticOf(name)!(values))).toEqual([undefined, 0, 0]);
  });

  test('may be bounded by fractions', () => {
    const values = distribution(Array<number>(10_000).fill(1));
    expect(['tc99.25', 'TC(2.25%:98.75%)', 'TC(0.25:1.25)', 'PR(0.25:1.25)'].map((name) => statisticOf(name)!(values))).toEqual([9925, 9650, 10_000, 100]);
  });

  test('is of the middle half without the lowest and the highest quarter', () => {
    expect(statisticOf('IQM')!(distribution([0, 1, 1, 1]))).toBe(1);
    expect(statisticOf('IQM')!(distribution([0, 0, 0, 1]))).toBe(0);
  });

  test('of winsorized values counts what is out of bounds as the bound', () => {
    const values = distribution([5, 6]);
    expect(['WM(100:200)', 'WM(1:2)', 'WM(:2)', 'WM(100:)'].map((name) => statisticOf(name)!(values))).toEqual([100, 2, 2, 100]);
  });

  test('of winsorized values counts the share that is cut off as the outermost value that is left', () => {
    const ones = distribution([0, ...Array<number>(9).fill(1)]);
    expect(['WM(10%:)', 'WM(:90%)', 'WM(:10%)'].map((name) => statisticOf(name)!(ones))).toEqual([1, 0.9, 0]);
  });

  test('of winsorized values has no value where no share is left', () => {
    expect(['WM(50%:51%)', 'WM(:10%)', 'WM(90%:)'].map((name) => statisticOf(name)!(distribution([5])))).toEqual([undefined, undefined, undefined]);
  });

  test('of a summary is not known', () => {
    const values = new Distribution();
    values.addSummary({ count: 10, sum: 50, minimum: 1, maximum: 9 });
    expect(statisticOf('tm90')!(values)).toBeUndefined();
  });

  test('of errors, which are zero or one, counts exactly', () => {
    const values = distribution([...Array<number>(99).fill(0), 1]);
    expect(['tm99', 'TM(90%:)', 'PR(0:1)', 'PR(:0)'].map((name) => statisticOf(name)!(values))).toEqual([0, 0.1, 1, 99]);
  });

  test('lies between the least and the greatest value; and of all values it is their average, number and sum', () => {
    const measured = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(fc.property(measured, fc.integer({ min: 0, max: 49 }), (values, cut) => {
      const of = (name: string) => statisticOf(name)!(distribution(values));
      const [least, greatest] = [Math.min(...values), Math.max(...values)];
      for (const name of [`TM(${cut}%:${100 - cut}%)`, `WM(${cut}%:${100 - cut}%)`]) {
        const value = of(name);
        expect(value === undefined || (value >= least - 1e-6 && value <= greatest + 1e-6)).toBe(true);
      }
      expect(of('TC(0%:100%)')).toBe(values.length);
      const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
      expect(Math.abs(of('TS(0%:100%)')! - values.reduce((sum, value) => sum + value, 0))).toBeLessThanOrEqual(0.01 * size + 1e-6);
    }));
  });
});

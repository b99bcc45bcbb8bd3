import { Distribution } from '../../src/simulator/distribution';
import { percentOf, SIMULATED_STATISTICS, statisticOf } from '../../src/simulator/statistic';

const VALUES = new Distribution();
[0, 0, 1, 1, 1].forEach((value) => VALUES.add(value));
VALUES.add(-1);

describe('a statistic', () => {
  test.each([
    ['Average', 1 / 3], ['Sum', 2], ['Minimum', -1], ['Maximum', 1], ['SampleCount', 6], ['p10', -1], ['p50', 0], ['P100', 1], ['p50.01', 1],
  ])('%s is %d', (name, expected) => {
    expect(statisticOf(name)!(VALUES)).toBe(expected);
  });

  test.each(['average', 'xp90', 'p90x', 'p101', 'p', 'p99.', 'valueOf', ''])('%p is none', (name) => {
    expect(statisticOf(name)).toBeUndefined();
  });

  test.each([['p99.9', 99.9], ['p99.25', 99.25], ['p100', 100], ['tm90', undefined], ['Average', undefined]])('%s is at %p percent', (name, expected) => {
    expect(percentOf(name)).toBe(expected);
  });
});

test('refusals name statistics that there are', () => {
  const named = SIMULATED_STATISTICS.match(/\b[A-Z]\w*(?:\([^)]*\))?|\b(?:p|tm)[\d.]+\d/g)!;
  expect(named).toEqual(expect.arrayContaining(['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount', 'p99', 'IQM', 'tm90', 'TM(2%:98%)', 'PR(100:2000)']));
  expect(named.filter((name) => statisticOf(name) === undefined)).toEqual([]);
});

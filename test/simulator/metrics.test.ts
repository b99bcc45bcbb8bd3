import { Clock } from '../../src/simulator/clock';
import { Metrics } from '../../src/simulator/metrics';
import { DEFAULT_SETTINGS } from '../../src/simulator/settings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ID = { namespace: 'Mine', metricName: 'Heat', dimensions: {} };

describe('a metric of many days, a value every ten minutes', () => {
  const clock = new Clock();
  const metrics = new Metrics(clock, DEFAULT_SETTINGS);
  const start = clock.now.getTime();
  const days = 70;
  for (let time = 0; time < days * DAY; time += 10 * MINUTE) {
    metrics.at(ID, 'None', clock.now).add(1);
    clock.advance(600);
  }
  const now = clock.now.getTime();
  const samples = (from: number, to: number, period: number) =>
    metrics.read({ id: ID, start: from, end: to, period }).reduce((sum, { values }) => sum + values.count, 0);

  test('is kept by the minute for fifteen days', () => {
    expect(samples(now - 15 * DAY, now, MINUTE)).toBe(15 * 24 * 6);
    expect(samples(now - 30 * DAY, now - 16 * DAY, MINUTE)).toBe(0);
  });

  test('is kept by five minutes for sixty-three days', () => {
    expect(samples(now - 60 * DAY, now - 16 * DAY, 5 * MINUTE)).toBe(44 * 24 * 6);
    expect(samples(start, start + 6 * DAY, 5 * MINUTE)).toBe(0);
  });

  test('loses nothing by the hour', () => {
    expect(samples(start, now, HOUR)).toBe(days * 24 * 6);
    expect(samples(start, now, DAY)).toBe(days * 24 * 6);
  });

  test('is still listed', () => {
    expect(metrics.list()).toEqual([ID]);
  });
});

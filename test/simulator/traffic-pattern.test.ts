import * as fc from 'fast-check';
import { expectedRequests, rateAt } from '../../src/simulator/traffic-pattern';

const HOUR = 3600;

describe('a traffic pattern', () => {
  test('is constant if it is a rate alone', () => {
    expect(expectedRequests({ requestsPerSecond: 10 }, 30, 90)).toBe(600);
  });

  test('waves around its rate, and comes to it over a whole period', () => {
    const pattern = { requestsPerSecond: 10, wave: { periodSeconds: 24 * HOUR, amplitude: 0.5 } };
    expect(rateAt(pattern, 6 * HOUR)).toBeCloseTo(15);
    expect(rateAt(pattern, 18 * HOUR)).toBeCloseTo(5);
    expect(expectedRequests(pattern, 0, 24 * HOUR)).toBeCloseTo(10 * 24 * HOUR, 0);
  });

  test('has spikes', () => {
    const pattern = { requestsPerSecond: 1, spikes: [{ atSeconds: 100, forSeconds: 50, factor: 10 }] };
    expect([99, 100, 149, 150].map((second) => rateAt(pattern, second))).toEqual([1, 10, 10, 1]);
    expect(expectedRequests(pattern, 100, 150)).toBeCloseTo(500);
  });

  test('follows a trace, each rate until the next, and begins again after the last', () => {
    const pattern = { requestsPerSecond: 0, trace: [{ atSeconds: 0, requestsPerSecond: 1 }, { atSeconds: 60, requestsPerSecond: 5 }] };
    expect([0, 59, 60, 119, 120, 180].map((second) => rateAt(pattern, second))).toEqual([1, 1, 5, 5, 1, 5]);
  });

  test('never has fewer than no requests, whatever the wave', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 5, noNaN: true }), fc.nat(1e6), (amplitude, second) => {
      expect(rateAt({ requestsPerSecond: 3, wave: { periodSeconds: 100, amplitude } }, second)).toBeGreaterThanOrEqual(0);
    }));
  });
});

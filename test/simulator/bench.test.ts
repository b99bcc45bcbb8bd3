import { simulatePerRequest } from '../../bench/per-request';
import { simulateRollout } from '../../bench/rollout';

describe('what the benchmarks measure', () => {
  test('is an update from its start to its end, with all of its requests', () => {
    const outcome = simulateRollout({ strategy: 'rolling', instances: 100, requestsPerSecond: 10_000, alarms: 10 });
    expect(outcome).toMatchObject({ updated: 1, virtualHours: 8 });
    expect(outcome.requests / 288e6).toBeCloseTo(1, 3);
    // Twenty batches, each launched, shifted, baked and cleaned up after.
    expect(outcome.timelineEntries).toBeGreaterThan(80);
  });

  test('comes out the same for the same seed, and rolls back for some seeds and not for others', () => {
    const updated = (seed: number) => simulateRollout({ seed, strategy: 'canary', instances: 10, requestsPerSecond: 10, alarms: 2, errorRate: 0.03 }).updated;
    const outcomes = Array.from({ length: 20 }, (_, seed) => updated(seed));
    expect(outcomes).toEqual(Array.from({ length: 20 }, (_, seed) => updated(seed)));
    expect(new Set(outcomes)).toEqual(new Set([0, 1]));
  });

  test('is as much traffic as the per-request simulation beside it has', () => {
    const { requests, rung } = simulatePerRequest({ requestsPerSecond: 10, virtualSeconds: 28_800, alarms: 10 });
    expect(requests / 288e3).toBeCloseTo(1, 1);
    expect(rung).toBe(0);
  });
});

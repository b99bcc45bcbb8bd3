import { detectableErrorRate, probabilityOfAlarm, type ErrorRateWatch } from '../../src/rollout/detection';

const ONE_OF_ONE = { periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 };

/** One datapoint of so many requests, and an alarm above 1 %. */
function watch(props: Partial<ErrorRateWatch> = {}): ErrorRateWatch {
  return { timing: ONE_OF_ONE, threshold: 0.01, requestsPerPeriod: 100, greenShare: 1, bakeSeconds: 120, ...props };
}

describe('how likely an alarm goes off', () => {
  test('is how likely two of a hundred requests fail, where more than one may not', () => {
    expect(probabilityOfAlarm(watch(), 0.05)).toBeCloseTo(1 - 0.95 ** 100 - 100 * 0.05 * 0.95 ** 99, 12);
  });

  test('is higher with another datapoint in the bake', () => {
    const once = probabilityOfAlarm(watch(), 0.03);
    expect(probabilityOfAlarm(watch({ bakeSeconds: 180 }), 0.03)).toBeCloseTo(1 - (1 - once) ** 2, 12);
  });

  test('is 0 in a bake too short for a datapoint', () => {
    expect(probabilityOfAlarm(watch({ bakeSeconds: 119 }), 1)).toBe(0);
  });

  test('is that of two breaching datapoints in three, where the alarm wants two of three', () => {
    const timing = { periodSeconds: 60, evaluationPeriods: 3, datapointsToAlarm: 2 };
    const p = probabilityOfAlarm(watch(), 0.03);
    expect(probabilityOfAlarm(watch({ timing, bakeSeconds: 240 }), 0.03)).toBeCloseTo(3 * p ** 2 * (1 - p) + p ** 3, 12);
  });

  test('counts two breaching datapoints that are too far apart for nothing', () => {
    const timing = { periodSeconds: 60, evaluationPeriods: 2, datapointsToAlarm: 2 };
    const p = probabilityOfAlarm(watch(), 0.03);
    expect(probabilityOfAlarm(watch({ timing, bakeSeconds: 240 }), 0.03)).toBeCloseTo(2 * p ** 2 - p ** 3, 12);
  });
});

describe('the detectable error rate', () => {
  test('is well above the threshold where there are few requests', () => {
    const rate = detectableErrorRate(watch())!;
    expect(probabilityOfAlarm(watch(), rate)).toBeGreaterThanOrEqual(0.95);
    expect(probabilityOfAlarm(watch(), rate * 0.99)).toBeLessThan(0.95);
    expect(rate).toBeCloseTo(0.0466, 3);
  });

  test('comes close to the threshold where there are many', () => {
    expect(detectableErrorRate(watch({ requestsPerPeriod: 1_000_000 }))).toBeCloseTo(0.0102, 4);
  });

  test('is none where green is diluted to the threshold', () => {
    expect(detectableErrorRate(watch({ threshold: 0.1, greenShare: 0.1 }))).toBeUndefined();
  });

  test('is none without requests', () => {
    expect(detectableErrorRate(watch({ requestsPerPeriod: 0 }))).toBeUndefined();
  });
});

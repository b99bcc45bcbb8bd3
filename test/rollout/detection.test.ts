import { CONFIDENCE, detectableErrorRate, probabilityOfAlarm, PUBLICATION_DELAY_SECONDS, requestsAtRisk, secondsToAlarm, type ErrorRateWatch } from '../../src/rollout/detection';
import { planRollout } from '../../src/rollout/plan';

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

describe('an alarm with a long window', () => {
  const likely = (timing: { evaluationPeriods: number; datapointsToAlarm: number }, bakeSeconds: number): number =>
    probabilityOfAlarm(watch({ timing: { periodSeconds: 60, ...timing }, bakeSeconds }), 0.03);
  const p = probabilityOfAlarm(watch(), 0.03);

  test('of ten datapoints is exact: 9 of 10 in ten', () => {
    expect(likely({ evaluationPeriods: 10, datapointsToAlarm: 9 }, 660)).toBeCloseTo(10 * p ** 9 * (1 - p) + p ** 10, 12);
  });

  test('of more is promised what so many in a row do: 2 of 11 as 2 of 2', () => {
    expect(likely({ evaluationPeriods: 11, datapointsToAlarm: 2 }, 300)).toBe(likely({ evaluationPeriods: 2, datapointsToAlarm: 2 }, 300));
  });

  test('of more than ten that all count is promised its first chance, and nothing before', () => {
    expect(likely({ evaluationPeriods: 12, datapointsToAlarm: 11 }, 60 + 11 * 60)).toBeCloseTo(p ** 11, 12);
    expect(likely({ evaluationPeriods: 12, datapointsToAlarm: 11 }, 60 + 15 * 60)).toBeCloseTo(p ** 11, 12);
    expect(likely({ evaluationPeriods: 12, datapointsToAlarm: 11 }, 60 + 10 * 60)).toBe(0);
  });

  test('counts breaching datapoints that are not neighbours: 2 of 3 in four', () => {
    const quiet = (1 - p) ** 4 + 4 * p * (1 - p) ** 3 + p ** 2 * (1 - p) ** 2; // none, one, or the first and the last
    expect(likely({ evaluationPeriods: 3, datapointsToAlarm: 2 }, 300)).toBeCloseTo(1 - quiet, 12);
  });
});

describe('what an alarm sees', () => {
  test('are whole requests, of which green has its share', () => {
    // 10 requests, 5 of them green's: two have to fail.
    const seen = watch({ requestsPerPeriod: 10.4, greenShare: 0.5, threshold: 0.1 });
    expect(probabilityOfAlarm(seen, 0.5)).toBeCloseTo(1 - 0.5 ** 5 - 5 * 0.5 ** 5, 12);
  });

  test('breaches beyond the threshold only, also where it is no whole number in binary', () => {
    // 0.07 * 100 is 7.000000000000001 and 0.29 * 100 is 28.999999999999996: eight and thirty have to fail.
    expect(probabilityOfAlarm(watch({ threshold: 0.29, greenShare: 0.29 }), 1)).toBe(0);
    expect(probabilityOfAlarm(watch({ threshold: 0.29, greenShare: 0.3 }), 1)).toBe(1);
    expect(probabilityOfAlarm(watch({ threshold: 0.07, greenShare: 0.08 }), 1)).toBe(1);
  });
});

describe('the time to an alarm', () => {
  test('is that of its breaching datapoints, and until the last of them is there', () => {
    expect(secondsToAlarm({ periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3 })).toBe(180 + PUBLICATION_DELAY_SECONDS);
    expect(secondsToAlarm({ periodSeconds: 300, evaluationPeriods: 1, datapointsToAlarm: 1 }, 0)).toBe(300);
    expect(PUBLICATION_DELAY_SECONDS).toBe(60);
  });
});

describe('the requests at risk', () => {
  const plan = planRollout({
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 },
      TerminationWaitInSeconds: 120,
    },
  }, 4);

  test.each([[0, 0], [100, 250], [300, 750], [360, 750 + 600], [Infinity, 750 + 1200]])('of a canary at ten a second, found out after %d s, are %d', (seconds, requests) => {
    expect(requestsAtRisk(plan, 10, seconds)).toBeCloseTo(requests, 9);
  });
});

describe('the detectable error rate', () => {
  test('is found with a confidence of 95 %', () => {
    expect(CONFIDENCE).toBe(0.95);
  });

  test('is the smallest, to nine digits', () => {
    const rate = detectableErrorRate(watch())!;
    expect(probabilityOfAlarm(watch(), rate)).toBeGreaterThanOrEqual(0.95);
    expect(probabilityOfAlarm(watch(), rate - 2e-9)).toBeLessThan(0.95);
  });

  test('is 1 where every request has to fail', () => {
    expect(detectableErrorRate(watch({ threshold: 0.99, requestsPerPeriod: 100 }))).toBeCloseTo(0.95 ** 0.01, 8);
    expect(detectableErrorRate(watch({ threshold: 0, requestsPerPeriod: 1 }))).toBeCloseTo(0.95, 8);
  });

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

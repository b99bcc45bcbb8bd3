import {
  AVERAGE_INCREASE, ERROR_RATE_INCREASE, increaseFrom, isJudged, JUDGED, judgedFrom, PERCENTILE_INCREASE, unitOfIncrease,
} from '../../src/rollout/guardrail-expression';
import { idsIn, parseMath } from '../../src/rollout/metric-math';

/** What the expression is in a period of these values; undefined where it has no datapoint. */
function valueOf(expression: string, values: Readonly<Record<string, number>>): number | undefined {
  const result = parseMath(expression)({
    periods: [0], periodSeconds: 60, operandOf: (id) => new Map(id in values ? [[0, values[id]]] : []), metrics: () => [],
  });
  return typeof result === 'number' ? result : result.get(0);
}

describe('how much worse the green fleet is', () => {
  test('is in percentage points of the share of requests that failed', () => {
    // 6 % of green's 100 requests failed, 1 % of blue's 900.
    const values = { green: 6, all: 15, greenRequests: 100, requests: 1000 };
    expect(valueOf(increaseFrom(100, ERROR_RATE_INCREASE), values)).toBeCloseTo(5, 9);
    expect(unitOfIncrease(increaseFrom(100, ERROR_RATE_INCREASE))).toBe('percentage points');
  });

  test('is in percent of the blue fleet\'s average', () => {
    // 30 ms for green's 100 requests, 20 ms for blue's 900.
    const values = { green: 3000, all: 3000 + 18_000, greenRequests: 100, requests: 1000 };
    expect(valueOf(increaseFrom(100, AVERAGE_INCREASE), values)).toBeCloseTo(50, 9);
    expect(unitOfIncrease(increaseFrom(100, AVERAGE_INCREASE))).toBe('%');
  });

  test('is in percent of the percentile of all requests', () => {
    expect(valueOf(increaseFrom(100, PERCENTILE_INCREASE), { green: 30, all: 24, greenRequests: 100, requests: 1000 })).toBeCloseTo(25, 9);
    expect(unitOfIncrease(increaseFrom(100, PERCENTILE_INCREASE))).toBe('%');
  });

  test.each([
    [99, 1000, 'nothing', undefined],
    [100, 1000, 'something', 25],
    [900, 1000, 'something', 25],
    [901, 1000, 'nothing', undefined],
    [0, 0, 'nothing', undefined],
  ])('of %d of %d requests that go to the green fleet it says %s, where 100 are needed of each', (greenRequests, requests, _, expected) => {
    expect(valueOf(increaseFrom(100, PERCENTILE_INCREASE), { green: 30, all: 24, greenRequests, requests })).toBe(expected);
  });
});

describe('the judged metric', () => {
  test.each([[99, undefined], [100, 0.25], [101, 0.25]])('of %d invocations is %p, where 100 are needed', (invocations, expected) => {
    expect(idsIn(judgedFrom(100))).toEqual([JUDGED, 'invocations']);
    expect(valueOf(judgedFrom(100), { [JUDGED]: 0.25, invocations })).toBe(expected);
  });

  test('is known again', () => {
    expect(isJudged(judgedFrom(20))).toBe(true);
  });

  test.each([JUDGED, '1 / judged', 'judged / 2', `2 * ${judgedFrom(20)}`, increaseFrom(100, AVERAGE_INCREASE)])('is not %s', (expression) => {
    expect(isJudged(expression)).toBe(false);
  });
});

test.each(['errors / requests', judgedFrom(20), ERROR_RATE_INCREASE.expression, `1 - ${increaseFrom(100, AVERAGE_INCREASE)}`])('%s is no increase, so it has no unit', (expression) => {
  expect(unitOfIncrease(expression)).toBeUndefined();
});

import { idsIn, parseMath, usesAllMetrics } from '../../src/rollout/metric-math';
import type { Operand } from '../../src/rollout/metric-math';

const PERIODS = [0, 60, 120];
const SERIES: Record<string, Operand> = {
  errors: new Map([[0, 1], [60, 5]]),
  requests: new Map([[0, 100], [60, 0], [120, 50]]),
  sErR_2: 8,
  withGap: new Map([[660, 10], [840, 40], [900, 20]]),
};

function evaluate(expression: string, periods: readonly number[]): Operand {
  return parseMath(expression)({
    periods, periodSeconds: 60, operandOf: (id) => SERIES[id], metrics: () => [SERIES.errors, SERIES.requests],
  });
}

/** Values by period; `-` where there is none. */
function values(expression: string, periods = PERIODS): Array<number | '-'> {
  const result = evaluate(expression, periods);
  return periods.map((period) => (typeof result === 'number' ? result : result.get(period) ?? '-'));
}

describe('metric math', () => {
  test.each<[string, Array<number | '-'>]>([
    ['errors / requests', [0.01, '-', '-']],
    ['100 * errors / requests', [1, '-', '-']],
    ['errors + requests', [101, 5, '-']],
    ['FILL(errors, 0) + requests', [101, 5, 50]],
    ['FILL(errors, requests)', [1, 5, 50]],
    ['IF(requests > 60, errors, 0)', [1, 0, 0]],
    ['IF(requests > 0, FILL(errors, 0) / requests, 0)', [0.01, 0, 0]],
    ['IF(errors > 1, 1, 0)', [0, 1, '-']],
    ['-errors', [-1, -5, '-']],
    ['errors - 1 - 1', [-1, 3, '-']],
    ['2 ^ (errors + 1)', [4, 64, '-']],
    ['1 + 2 * 3', [7, 7, 7]],
    ['ABS(errors - 3)', [2, 2, '-']],
    ['CEIL(requests / 60)', [2, 0, 1]],
    ['errors >= 5', [0, 1, '-']],
    ['errors > 1', [0, 1, '-']],
    ['errors < 5', [1, 0, '-']],
    ['errors <= 1', [1, 0, '-']],
    ['errors == 5', [0, 1, '-']],
    ['errors != 5', [1, 0, '-']],
    ['errors <= 5 - 1', [1, 0, '-']],
    ['FLOOR(requests / 60)', [1, 0, 0]],
    ['ABS(0 - errors)', [1, 5, '-']],
    ['2 * -errors', [-2, -10, '-']],
    ['--errors', [1, 5, '-']],
    ['2 ^ 3 * 2', [16, 16, 16]],
    ['8 / 4 / 2', [1, 1, 1]],
    ['2.25 * 4', [9, 9, 9]],
    ['FILL(errors, 1 / 0)', [1, 5, '-']],
    ['FILL(errors / requests, 0 - 1)', [0.01, -1, -1]],
    ['FILL(errors / requests, errors)', [0.01, 5, '-']],
    ['IF(errors - 1, requests, 7)', [7, 0, '-']],
    ['IF(requests, 1, errors)', [1, 5, 1]],
    ['IF(1, errors, 0)', [1, 5, '-']],
    ['  errors\n+ 1  ', [2, 6, '-']],
    ['sErR_2 + 1', [9, 9, 9]],
    ['IF(requests > 60, errors)', [1, '-', '-']],
    ['requests > 10 AND errors > 0', [1, 0, '-']],
    ['requests > 60 || errors > 1 && requests == 0', [1, 1, '-']],
    ['MAX([errors, requests])', [100, 5, 50]],
    ['SUM([errors, requests]) / 2', [50.5, 2.5, 25]],
    ['SUM([errors])', [1, 5, '-']],
    ['SUM(IF(requests > 1000, 1))', ['-', '-', '-']],
    ['errors / AVG(requests)', [0.02, 0.1, '-']],
    ['MIN(errors)', [1, 1, 1]],
    ['SUM(METRICS())', [101, 5, 50]],
    ['METRIC_COUNT(METRICS()) + METRIC_COUNT([errors])', [3, 3, 3]],
    ['METRIC_COUNT(errors)', [1, 1, 1]],
    ['STDDEV(errors)', [2, 2, 2]],
    ['STDDEV([requests, 0 * requests])', [50, 0, 25]],
    ['DATAPOINT_COUNT(errors)', [2, 2, 2]],
    ['LOG10(requests)', [2, '-', Math.log10(50)]],
    ['LOG(errors)', [0, Math.log(5), '-']],
    ['DIFF(requests)', ['-', -100, 50]],
    ['DIFF(errors)', ['-', 4, '-']],
    ['DIFF(IF(requests > 0, requests))', ['-', '-', -50]],
    ['RATE(requests)', ['-', -100 / 0.06, 50 / 0.06]],
    ['1000 * DIFF_TIME(requests)', ['-', 60, 60]],
    ['1000 * RATE(errors)', ['-', 4000 / 0.06, '-']],
    ['1000 * DIFF_TIME(IF(requests > 0, requests))', ['-', '-', 120]],
    ['RUNNING_SUM(requests)', [100, 100, 150]],
    ['RUNNING_SUM(errors)', [1, 6, '-']],
    ['RUNNING_SUM(IF(requests > 0, requests))', [100, '-', 150]],
    ['requests / PERIOD(requests)', [100 / 60, 0, 50 / 60]],
    ['FILL(errors, REPEAT)', [1, 5, 5]],
    ['FILL(errors, LINEAR)', [1, 5, '-']],
    ['FILL(IF(requests > 0, requests), LINEAR)', [100, 75, 50]],
    ['FILL(IF(requests < 60, requests), REPEAT)', ['-', 0, 50]],
    ['TIME_SERIES(3) * errors', [3, 15, '-']],
    ['YEAR(errors) + MONTH(errors) + DATE(errors) + DAY(errors)', [1976, 1976, '-']],
    ['HOUR(errors) + MINUTE(errors) + 1000 * EPOCH(errors)', [0, 60, '-']],
  ])('%s', (expression, expected) => {
    expect(values(expression)).toEqual(expected);
  });

  test.each<[string, Array<number | '-'>]>([
    ['FILL(withGap, LINEAR)', ['-', 10, 20, 30, 40, 20, '-']],
    ['FILL(withGap, REPEAT)', ['-', 10, 10, 10, 40, 20, 20]],
    ['FILL(7, LINEAR)', [7, 7, 7, 7, 7, 7, 7]],
    ['FILL(withGap - withGap / 0, LINEAR)', ['-', '-', '-', '-', '-', '-', '-']],
    ['DIFF(withGap)', ['-', '-', '-', '-', 30, -20, '-']],
  ])('over a gap, and before the first value and after the last: %s', (expression, expected) => {
    expect(values(expression, [600, 660, 720, 780, 840, 900, 960])).toEqual(expected);
  });

  test.each([
    ['MEDIAN(errors)', 'MEDIAN is not simulated, there are + - * / ^, comparisons, AND, OR, IF, FILL, ABS, CEIL, FLOOR, LOG'],
    ['MEDIAN(errors)', 'SUM, STDDEV, DATAPOINT_COUNT, METRICS, METRIC_COUNT'],
    ['METRICS()', 'METRICS is not simulated'],
    ['FILL(errors, AVERAGE)', 'AVERAGE is not simulated'],
    ['FILL(errors, 1, REPEAT)', 'REPEAT is not simulated'],
    ['ABS(errors, LINEAR)', 'LINEAR is not simulated'],
    ['RATE(errors, 1)', 'RATE takes 1 operands, got 2'],
    ['errors +', 'expected a value, but the expression ends'],
    ['(errors', 'expected \')\', but the expression ends'],
    ['errors requests', 'unexpected \'requests\''],
    ['errors )', 'unexpected \')\''],
    ['IF errors', 'expected \'(\', got \'errors\''],
    ['ABS(errors]', 'expected \')\', got \']\''],
    ['errors + % 2', 'unexpected \'%\''],
    ['2. + 1', 'unexpected \'.\''],
    ['toString(1)', 'unexpected \'(\''],
    ['ABS(1, 2)', 'ABS takes 1 operands, got 2'],
    ['Abs(errors)', 'Abs is not simulated'],
    ['IF(errors)', 'IF takes 2 or 3 operands, got 1'],
    ['errors % 2', 'unexpected \'%\''],
    ['', 'expected a value'],
  ])('%s is refused', (expression, message) => {
    expect(() => parseMath(expression)).toThrow(message);
  });

  test.each([
    ['OR', [0, 1, 1, 1]],
    ['||', [0, 1, 1, 1]],
    ['AND', [0, 0, 0, 1]],
    ['&&', [0, 0, 0, 1]],
  ])('takes what is not 0 for true: %s', (operator, expected) => {
    expect([[0, 0], [0, 2], [2, 0], [2, 2]].map(([a, b]) => values(`${a} ${operator} ${b}`)[0])).toEqual(expected);
  });

  test('names the ids it refers to', () => {
    expect(idsIn('IF(m1 > 5, m2 / m1, 0)')).toEqual(['m1', 'm2', 'm1']);
    expect(idsIn('ABS(aBc_1)')).toEqual(['aBc_1']);
    expect(idsIn('Abs(m1)')).toEqual(['m1']);
  });

  test.each([
    ['SUM(METRICS())', true],
    ['errors / METRIC_COUNT(METRICS())', true],
    ['METRIC_COUNT([errors, requests])', false],
    ['errors', false],
  ])('%s is of all metrics there are: %p', (expression, expected) => {
    expect(usesAllMetrics(expression)).toBe(expected);
  });

  test('an expression that is read again is not parsed again', () => {
    expect(parseMath('errors / requests')).toBe(parseMath('errors / requests'));
    expect(parseMath('errors / requests')).not.toBe(parseMath('requests / errors'));
  });
});

import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, rawMetric, warned } from '../../declared';

function guardrail(expression: string, threshold = 0.05): Guardrail {
  const metric = new cloudwatch.MathExpression({ expression, usingMetrics: { m: rawMetric('Invocation5XXErrors', 'Average') }, period: Duration.minutes(1) });
  return Guardrail.fromMetric(metric, { threshold, label: 'Own' });
}

describe('an alarm that looks at the clock', () => {
  test.each([
    ['IF(HOUR(m) >= 8 AND HOUR(m) < 18, m, 0)', '98 of the 168 hours of a week, the first of them Monday 00:00 UTC'],
    ['IF(DAY(m) < 6, m)', '48 of the 168 hours of a week, the first of them Saturday 00:00 UTC'],
    ['IF(HOUR(m) == 3, 0, m)', '7 of the 168 hours of a week, the first of them Monday 03:00 UTC'],
  ])('is warned of where an update may happen unguarded: %s', (expression, hours) => {
    expect(warned([guardrail(expression)])).toEqual([expect.stringMatching(new RegExp(`^guardrail Own judges at some hours only: in ${hours}.+only-at-times\\]$`))]);
  });

  test('is refused where it judges at none', () => {
    expect(() => newEndpoint(newStack(), { guardrails: [guardrail('IF(HOUR(m) > 24, m, 0)')] })).toThrow('guardrail Own goes off at no hour of a week');
  });

  test.each(['IF(YEAR(m) > 1969, m)', 'IF(HOUR(m) > 12, m, m / 2)'])('is not warned of where it judges at any hour: %s', (expression) => {
    expect(warned([guardrail(expression)])).toEqual([]);
  });
});

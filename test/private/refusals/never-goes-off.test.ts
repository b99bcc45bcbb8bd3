import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const { LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;
const period = Duration.minutes(1);
const available = new cloudwatch.MathExpression({ expression: '100 * (1 - m)', usingMetrics: { m: rawMetric('Invocation5XXErrors', 'Average') }, period });

describe('an alarm that no bad model sets off', () => {
  test('fails with what its value comes to', () => {
    expect(() => warned([Guardrail.fromMetric(available, { threshold: 0, comparisonOperator: LESS_THAN_THRESHOLD, label: 'Availability' })])).toThrow(
      'guardrail Availability goes off when its value is LessThanThreshold 0, but that is 0 when the green fleet fails all its requests, so that no model sets it off; '
      + 'use Guardrail.serverErrorRate(), or a threshold that a bad model passes [cdk-guarded-endpoints:never-goes-off]');
  });

  test('fails where a single good answer keeps it quiet', () => {
    expect(() => warned([Guardrail.fromMetric(rawMetric('Invocation5XXErrors', 'Minimum'), { threshold: 0 })]))
      .toThrow('goes off only when the green fleet fails every single request: one good answer in a period keeps it quiet');
  });

  test('fails for an average of what is one for each request', () => {
    expect(() => warned([Guardrail.serverErrorRate(), Guardrail.fromMetric(rawMetric('Invocations', 'Average'), { threshold: 500 })]))
      .toThrow("but that is 1 however many requests there are, for the service publishes the same value for each of them; use statistic: 'Sum'");
  });

  test.each([
    ['below what a bad model has', Guardrail.fromMetric(available, { threshold: 95, comparisonOperator: LESS_THAN_THRESHOLD })],
    ['on a number of requests', Guardrail.fromMetric(rawMetric('Invocations', 'Sum'), { threshold: 10, comparisonOperator: LESS_THAN_THRESHOLD })],
  ])('is not refused %s', (_name, guardrail) => {
    expect(warned([Guardrail.serverErrorRate(), guardrail])).toEqual([]);
  });
});

import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, rawMetric, warned } from '../../declared';

describe('an average of zeros and ones that is to reach 1 or more', () => {
  test.each([
    ['Invocation5XXErrors', 'Average', 1, '0.01'],
    ['Invocation4XXErrors', 'Average', 5, '0.05'],
    ['InvocationModelErrors', 'p99', 1, '0.01'],
    ['Invocation5XXErrors', 'Maximum', 10, '0.1'],
  ])('fails for the %2$s of %1$s above %3$d', (metricName, statistic, threshold, instead) => {
    expect(() => warned([Guardrail.fromMetric(rawMetric(metricName, statistic), { threshold })])).toThrow(
      new RegExp(`compares the ${statistic} of ${metricName} with ${threshold}, .+use threshold: ${instead} for ${threshold} %.+\\[cdk-guarded-endpoints:average-above-one\\]$`));
  });

  test('fails for an alarm that is there already', () => {
    const stack = newStack();
    const alarm = new cloudwatch.Alarm(stack, 'Errors', { metric: rawMetric('Invocation5XXErrors', 'Average'), threshold: 1, evaluationPeriods: 1 });
    expect(() => newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(alarm)] })).toThrow('guardrail Stack/Errors compares the Average of Invocation5XXErrors with 1');
  });

  test.each([
    ['a share', 'Invocation5XXErrors', 'Average', 0.05],
    ['a count', 'Invocation5XXErrors', 'Sum', 5],
    ['of another metric', 'ModelLatency', 'Average', 100_000],
  ])('can be %s', (_name, metricName, statistic, threshold) => {
    expect(warned([Guardrail.fromMetric(rawMetric(metricName, statistic), { threshold })])).toEqual([]);
  });
});

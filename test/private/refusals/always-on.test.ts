import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;

describe('an alarm that is on while nothing fails', () => {
  test.each([
    ['below its threshold', 'Average', 0.01, LESS_THAN_THRESHOLD],
    ['at no errors', 'Sum', 0, GREATER_THAN_OR_EQUAL_TO_THRESHOLD],
  ])('fails if it goes off %s', (_name, statistic, threshold, comparisonOperator) => {
    const guardedBy = (): string[] => warned([Guardrail.fromMetric(rawMetric('Invocation5XXErrors', statistic), { threshold, comparisonOperator })]);
    expect(guardedBy).toThrow(`guardrail Invocation5XXErrors goes off when its value is ${comparisonOperator} ${threshold}, which it is when no request fails`);
    expect(guardedBy).toThrow(/\[cdk-guarded-endpoints:always-on\]$/);
  });

  test('is none that goes off above no errors', () => {
    expect(warned([Guardrail.serverErrorRate({ thresholdPercent: 0 })])).toEqual([]);
  });
});

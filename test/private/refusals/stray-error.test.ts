import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { FleetScope, Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const AT_LEAST = { comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD };

describe('an alarm that one failed request of any fleet sets off', () => {
  test.each([
    ['a sum of at least 1', Guardrail.fromMetric(rawMetric('Invocation5XXErrors', 'Sum'), { threshold: 1, ...AT_LEAST })],
    ['a sum above 0', Guardrail.fromMetric(rawMetric('Invocation4XXErrors', 'Sum'), { threshold: 0 })],
    ['a share above 0', Guardrail.serverErrorRate({ thresholdPercent: 0, fleetScope: FleetScope.ENDPOINT })],
  ])('is warned of: %s', (_name, guardrail) => {
    expect(warned([guardrail, Guardrail.serverErrorRate()])).toEqual([expect.stringMatching(/goes off at the first Invocation.XXErrors in a period, of any fleet.+stray-error\]$/)]);
  });

  test.each([
    ['needs two', Guardrail.fromMetric(rawMetric('Invocation5XXErrors', 'Sum'), { threshold: 1 })],
    ['counts the green fleet only', Guardrail.serverErrorRate({ thresholdPercent: 0 })],
    ['counts a share', Guardrail.serverErrorRate({ thresholdPercent: 1, fleetScope: FleetScope.ENDPOINT })],
  ])('is not warned of where it %s', (_name, guardrail) => {
    expect(warned([guardrail])).toEqual([]);
  });
});

import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const { MICROSECONDS, MILLISECONDS, NONE, PERCENT } = cloudwatch.Unit;

describe('a metric in a unit it is not published in', () => {
  test('fails with the one it is published in', () => {
    expect(() => warned([Guardrail.fromMetric(rawMetric('ModelLatency', 'p99').with({ unit: MILLISECONDS }), { threshold: 200_000 })])).toThrow(
      'guardrail ModelLatency is on ModelLatency in Milliseconds, but the service publishes it in Microseconds '
      + '(https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html) and CloudWatch does not convert it, so the alarm would never have data; leave unit out '
      + '[cdk-guarded-endpoints:unit-matches-nothing]');
  });

  test('fails for a share in percent, also in an alarm of CloudFormation', () => {
    expect(() => warned((stack) => [Guardrail.fromAlarm(new cloudwatch.CfnAlarm(stack, 'Pager', {
      namespace: 'AWS/SageMaker',
      metricName: 'Invocation5XXErrors',
      statistic: 'Average',
      unit: PERCENT,
      dimensions: [{ name: 'EndpointName', value: 'churn' }, { name: 'VariantName', value: 'AllTraffic' }],
      period: 60,
      evaluationPeriods: 1,
      threshold: 0.05,
      comparisonOperator: 'GreaterThanThreshold',
    }))])).toThrow('is on Invocation5XXErrors in Percent, but the service publishes it in None');
  });

  test.each([['ModelLatency', 'p99', MICROSECONDS, 200_000], ['Invocation5XXErrors', 'Average', NONE, 0.05]])('can be %s in its own', (name, statistic, unit, threshold) => {
    expect(warned([Guardrail.fromMetric(rawMetric(name, statistic).with({ unit }), { threshold })])).toEqual([]);
  });
});

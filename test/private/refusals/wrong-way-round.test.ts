import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const { LESS_THAN_THRESHOLD, LESS_THAN_LOWER_THRESHOLD } = cloudwatch.ComparisonOperator;
const utilization = (metricName: string) => new cloudwatch.Metric({
  namespace: '/aws/sagemaker/Endpoints', metricName, dimensionsMap: { EndpointName: 'churn', VariantName: 'AllTraffic' },
});

describe('an alarm that good models set off', () => {
  test('is warned of', () => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 500_000, comparisonOperator: LESS_THAN_THRESHOLD })])).toEqual([
      'guardrail ModelLatency goes off when its value is LessThanThreshold 500000, which good models are, so that it would roll every update back, and keep a bad one; '
      + 'use ComparisonOperator.GREATER_THAN_THRESHOLD [ack: cdk-guarded-endpoints:wrong-way-round]',
    ]);
  });

  test('is warned of for instances at ease', () => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.fromMetric(utilization('CPUUtilization').with({ period: undefined }), {
      threshold: 80, comparisonOperator: LESS_THAN_THRESHOLD,
    })])).toContainEqual(expect.stringContaining('which good models are'));
  });

  test('is warned of for fewer errors than usual', () => {
    expect(warned((stack) => [Guardrail.fromAlarm(new cloudwatch.AnomalyDetectionAlarm(stack, 'Pager', {
      metric: rawMetric('Invocation5XXErrors', 'Average'), evaluationPeriods: 1, stdDevs: 2, comparisonOperator: LESS_THAN_LOWER_THRESHOLD,
    }))])).toContainEqual(expect.stringContaining('LessThanLowerThreshold'));
  });

  test.each([
    ['answers too quick to be true', rawMetric('ModelLatency', 'p50'), 500],
    ['traffic that dries up', rawMetric('Invocations', 'Sum'), 10],
    ['GPUs that nobody uses', utilization('GPUUtilization').with({ dimensionsMap: { EndpointName: 'other', VariantName: 'AllTraffic' } }), 1],
  ])('is not warned of for %s', (_name, metric, threshold) => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.fromMetric(metric, { threshold, comparisonOperator: LESS_THAN_THRESHOLD })]).join()).not.toContain('wrong-way-round');
  });
});

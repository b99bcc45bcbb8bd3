import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack } from '../../declared';

const GOOD: cloudwatch.CfnAlarmProps = {
  namespace: 'Churn', metricName: 'Surprises', statistic: 'Sum', period: 60, evaluationPeriods: 1, threshold: 5, comparisonOperator: 'GreaterThanThreshold',
};
const STAT = { metric: { namespace: 'Churn', metricName: 'Surprises' }, period: 60, stat: 'Sum' };
const OF_METRICS = { namespace: undefined, metricName: undefined, statistic: undefined, period: undefined };

function guardedBy(props: Partial<cloudwatch.CfnAlarmProps>): () => void {
  const stack = newStack();
  const alarm = new cloudwatch.CfnAlarm(stack, 'Pager', { ...GOOD, ...props });
  return () => newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(alarm)] });
}

describe('an alarm that CloudWatch would not create', () => {
  test.each<[string, Partial<cloudwatch.CfnAlarmProps>]>([
    ['has no threshold', { threshold: undefined }],
    ["has the comparisonOperator '>', one of GreaterThanOrEqualToThreshold", { comparisonOperator: '>' }],
    ['has neither statistic nor extendedStatistic', { statistic: undefined }],
    ["has the statistic 'p99', one of Average, Maximum, Minimum, SampleCount, Sum is needed there, and others as extendedStatistic", { statistic: 'p99' }],
    ["has the extendedStatistic 'Sum', a percentile such as 'p99' is needed there", { statistic: undefined, extendedStatistic: 'Sum' }],
    ["has the treatMissingData 'NotBreaching', one of breaching, ignore, missing, notBreaching is needed", { treatMissingData: 'NotBreaching' }],
    ['has a metricName, but no period', { period: undefined }],
    ['has metrics and metricName, namespace, period, statistic as well', { metrics: [{ id: 'm', metricStat: STAT }] }],
    ['is LessThanLowerThreshold, but has no thresholdMetricId', { comparisonOperator: 'LessThanLowerThreshold', threshold: undefined }],
    ["has the expression 'MEDIAN(m)', but metric math has no MEDIAN", { ...OF_METRICS, metrics: [{ id: 'm', metricStat: STAT, returnData: false }, { id: 'e', expression: 'MEDIAN(m)' }] }],
    ["has the expression 'm + n', which refers to 'n'", { ...OF_METRICS, metrics: [{ id: 'm', metricStat: STAT, returnData: false }, { id: 'e', expression: 'm + n' }] }],
  ])('is refused: it %s', (fault, props) => {
    expect(guardedBy(props)).toThrow(`alarm Stack/Pager ${fault}`);
    expect(guardedBy(props)).toThrow(/so that CloudWatch would not create it \[cdk-guarded-endpoints:not-an-alarm\]$/);
  });

  test.each<[string, Partial<cloudwatch.CfnAlarmProps>]>([
    ['as it should be', {}],
    ['on a trimmed mean', { statistic: undefined, extendedStatistic: 'tm95' }],
    ['on a query of Metrics Insights', { ...OF_METRICS, metrics: [{ id: 'q', expression: 'SELECT SUM(Surprises) FROM Churn', period: 60 }] }],
    ['on what a service counts', { ...OF_METRICS, metrics: [{ id: 'q', expression: "DB_PERF_INSIGHTS('RDS', 'db-1', 'os.cpuUtilization.user.avg')" }] }],
    ['on two metrics', {
      ...OF_METRICS,
      metrics: [
        { id: 'm', metricStat: STAT, returnData: false }, { id: 'n', metricStat: STAT, returnData: false }, { id: 'e', expression: 'IF(m > 5, MAX([m, n]), FILL(n, REPEAT))' },
      ],
    }],
  ])('is not one that is %s', (_name, props) => {
    expect(guardedBy(props)).not.toThrow();
  });
});

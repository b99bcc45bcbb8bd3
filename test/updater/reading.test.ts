import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GuardedEndpoint, Guardrail, Model } from '../../src';
import { readingOf, type AlarmRule } from '../../src/updater/reading';

const ERROR_RATE: AlarmRule = {
  MetricName: 'Invocation5XXErrors', Statistic: 'Average', Threshold: 0.01, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1,
};
const LATENCY: AlarmRule = {
  MetricName: 'ModelLatency', ExtendedStatistic: 'p99', Threshold: 10_000, ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 3,
};

function data(values: Array<number | undefined>, threshold?: number): string {
  return JSON.stringify({ version: '1.0', threshold, recentDatapoints: values.filter((value) => value !== undefined), evaluatedDatapoints: values.map((value) => ({ value })) });
}

it('tells an error rate in percent', () => {
  expect(readingOf(ERROR_RATE, data([1], 0.01))).toEqual({ worst: '100 %', threshold: '1 %', breaching: 1, evaluated: 1 });
});

it('tells a latency in milliseconds, and the worst of the datapoints', () => {
  expect(readingOf(LATENCY, data([12_500, 9_000, 48_123.4], 10_000))).toEqual({ worst: '48.12 ms', threshold: '10 ms', breaching: 2, evaluated: 3 });
});

it('tells a count as it is', () => {
  expect(readingOf({ ...ERROR_RATE, Statistic: 'Sum', Threshold: 5 }, data([7], 5))).toMatchObject({ worst: '7', threshold: '5' });
});

it('tells a single metric stated as one of Metrics by its unit, and arithmetic without one', () => {
  const { MetricName, Statistic, ...rule } = ERROR_RATE;
  const metric = { Id: 'm1', MetricStat: { Metric: { MetricName }, Stat: Statistic, Period: 60 } };
  expect(readingOf({ ...rule, Metrics: [metric] }, data([0.5]))).toMatchObject({ worst: '50 %' });
  expect(readingOf({ ...rule, Metrics: [{ ...metric, ReturnData: false }, { Id: 'e1', Expression: 'm1 * 2' }] }, data([0.5]))).toMatchObject({ worst: '0.5' });
});

it('takes the lowest value where lower is worse', () => {
  const rule: AlarmRule = { MetricName: 'Conversions', Statistic: 'Sum', ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 2, Threshold: 10 };
  expect(readingOf(rule, data([3, 0]))).toEqual({ worst: '0', threshold: '10', breaching: 2, evaluated: 2 });
});

it('takes the threshold that was in force when the alarm went off, zero included', () => {
  expect(readingOf({ ...ERROR_RATE, Threshold: 0.5 }, data([0.02], 0))).toMatchObject({ worst: '2 %', threshold: '0 %' });
});

it('reads the recent datapoints where the evaluated ones are not given', () => {
  expect(readingOf(ERROR_RATE, '{"recentDatapoints":[0.25],"threshold":0.01}')).toMatchObject({ worst: '25 %', breaching: 1 });
});

it.each([
  ['no data', undefined],
  ['what is no JSON', 'Threshold Crossed'],
  ['data without datapoints', '{"version":"1.0"}'],
  ['datapoints that are missing', data([undefined])],
  ['datapoints that do not breach', data([0])],
])('says nothing of %s', (_, stateReasonData) => {
  expect(readingOf(ERROR_RATE, stateReasonData)).toBeUndefined();
});

it('says nothing by a comparison that it does not know', () => {
  expect(readingOf({ ...ERROR_RATE, ComparisonOperator: 'GreaterThanUpperThreshold' }, data([1]))).toBeUndefined();
});

describe('the alarm of a guardrail', () => {
  /** As CloudWatch describes what a template declares. */
  function described(guardrail: Guardrail): AlarmRule {
    const stack = new Stack();
    const model = Model.fromModelName(stack, 'Model', 'churn');
    new GuardedEndpoint(stack, 'Churn', { variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 3 }], guardrails: [guardrail] });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    return Properties as AlarmRule;
  }

  it.each([
    ['an increase of the error rate', Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints: 5 }), 7.25, '7.25 percentage points', '5 percentage points'],
    ['an increase of the average latency', Guardrail.modelLatencyIncrease({ thresholdPercent: 50 }), 131, '131 %', '50 %'],
    ['an increase of a percentile', Guardrail.modelLatencyIncrease({ thresholdPercent: 20, statistic: 'p90' }), 40, '40 %', '20 %'],
    ['an error rate of enough requests', Guardrail.serverErrorRate({ minimumInvocations: 50 }), 0.5, '50 %', '1 %'],
    ['a latency of enough requests', Guardrail.modelLatency({ threshold: Duration.millis(100), minimumInvocations: 50 }), 250_000, '250 ms', '100 ms'],
    ['a latency', Guardrail.overheadLatency({ threshold: Duration.millis(100) }), 250_000, '250 ms', '100 ms'],
    ['the CPUs', Guardrail.cpuUtilization({ thresholdPercent: 300 }), 380, '380 %', '300 %'],
  ])('is told in its unit: %s', (_, guardrail, value, worst, threshold) => {
    expect(readingOf(described(guardrail), data([value]))).toMatchObject({ worst, threshold });
  });
});

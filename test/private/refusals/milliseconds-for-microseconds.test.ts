import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

function filled(m: cloudwatch.IMetric): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({ expression: 'FILL(m, 0)', usingMetrics: { m }, period: Duration.minutes(1) });
}

describe('a latency written in milliseconds', () => {
  test('is warned of with what it is in microseconds', () => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 100 })])).toEqual([
      'guardrail ModelLatency compares ModelLatency with 100, which is 0.1 ms, for the metric is in microseconds; use 100000 if 100 ms are meant, '
      + 'or Guardrail.modelLatency({ threshold: Duration.millis(100) }) [ack: cdk-guarded-endpoints:milliseconds-for-microseconds]',
    ]);
  });

  test('is warned of in an expression', () => {
    const seconds = new cloudwatch.MathExpression({ expression: 'm / 1000', usingMetrics: { m: rawMetric('ModelLatency', 'p99') }, period: Duration.minutes(1) });
    expect(warned([Guardrail.fromMetric(seconds, { threshold: 0.5, label: 'Seconds' })])).toEqual([
      'guardrail Seconds compares its expression with 0.5, which it passes already when requests take 10 ms, for the service\'s metrics of latency are in microseconds; '
      + 'use an expression and a threshold of the same unit, or Guardrail.modelLatency, which takes a Duration [ack: cdk-guarded-endpoints:milliseconds-for-microseconds]',
    ]);
  });

  test('is not what a threshold of 0 looks like, which every request passes', () => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 0 })])).toEqual([
      'guardrail ModelLatency goes off when a latency is GreaterThanThreshold 0 microseconds, which it is with every request; use a time that good models answer in, '
      + 'as in Guardrail.modelLatency({ threshold: Duration.millis(100) }) [ack: cdk-guarded-endpoints:milliseconds-for-microseconds]',
    ]);
  });

  test.each([
    ['enough microseconds', Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 100_000 })],
    ['a duration', Guardrail.modelLatency({ threshold: Duration.millis(5) })],
    ['a duration of less than a millisecond', Guardrail.modelLatency({ threshold: Duration.millis(0.5) })],
    ['a number of requests', Guardrail.fromMetric(filled(rawMetric('Invocations', 'Sum')), { threshold: 100, label: 'Requests' })],
  ])('is not warned of where it is %s', (_name, guardrail) => {
    expect(warned([guardrail]).filter((warning) => warning.includes('microseconds'))).toEqual([]);
  });
});

import { Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

describe('a latency written in milliseconds', () => {
  test('is warned of with what it is in microseconds', () => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 100 })])).toEqual([
      'guardrail ModelLatency compares ModelLatency with 100, which is 0.1 ms, for the metric is in microseconds; use 100000 if 100 ms are meant, '
      + 'or Guardrail.modelLatency({ threshold: Duration.millis(100) }) [ack: cdk-guarded-endpoints:milliseconds-for-microseconds]',
    ]);
  });

  test.each([
    ['enough microseconds', Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 100_000 })],
    ['a duration', Guardrail.modelLatency({ threshold: Duration.millis(5) })],
    ['a number of samples', Guardrail.fromMetric(rawMetric('ModelLatency', 'SampleCount'), { threshold: 100 })],
  ])('is not warned of where it is %s', (_name, guardrail) => {
    expect(warned([guardrail])).toEqual([]);
  });
});

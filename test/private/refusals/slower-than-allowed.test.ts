import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import { AsyncInference, Guardrail } from '../../../src';
import { newEndpoint, newStack, rawMetric, warned, warningsOf } from '../../declared';

describe('a latency that no answer has', () => {
  test('is warned of', () => {
    expect(warned([Guardrail.modelLatency({ threshold: Duration.minutes(2) })])).toEqual([
      'guardrail ModelLatency-p99 compares its value with 120000000, which a latency of 60 seconds does not reach, but after that time the service gives a request up and answers 5XX, so the alarm would not go off; '
      + 'use a threshold of less than 60 seconds (60,000,000 microseconds), or acknowledge this for answers that are streamed [ack: cdk-guarded-endpoints:slower-than-allowed]',
    ]);
  });

  test('is warned of where it is written in nanoseconds', () => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 500_000_000 })])).toHaveLength(1);
  });

  test('is not warned of below', () => {
    expect(warned([Guardrail.modelLatency({ threshold: Duration.seconds(59) })])).toEqual([]);
  });

  test('is not warned of for asynchronous requests, which may take longer', () => {
    const stack = newStack();
    const asyncInference: AsyncInference = { bucket: new s3.Bucket(stack, 'Answers') };
    newEndpoint(stack, { asyncInference, guardrails: [Guardrail.modelLatency({ threshold: Duration.minutes(5) })] });
    expect(warningsOf(stack)).toEqual([]);
  });
});

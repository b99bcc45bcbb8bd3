import { Duration, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, warningsOf } from '../../declared';

function warned(guardrail: Guardrail): string[] {
  const stack = newStack();
  newEndpoint(stack, { guardrails: [guardrail] });
  return warningsOf(stack);
}

describe('a period that is shorter than the metric\'s own', () => {
  test('is warned of', () => {
    expect(warned(Guardrail.serverErrorRate({ period: Duration.seconds(10) }))).toEqual([
      expect.stringMatching(/period of 10 seconds, but the metric is published every 60 seconds.+\[ack: cdk-guarded-endpoints:period-shorter-than-metric\]$/),
    ]);
  });

  test('is not warned of where the metric is the user\'s own, which may be published more often', () => {
    const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions', period: Duration.seconds(10) });
    expect(warned(Guardrail.fromMetric(metric, { threshold: 1 }))).toEqual([]);
  });
});

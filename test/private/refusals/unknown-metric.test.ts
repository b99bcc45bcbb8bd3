import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

describe('a metric that the service is not known to publish', () => {
  test('is warned of', () => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatencyP99', 'Average'), { threshold: 500_000 })])).toEqual([
      "guardrail ModelLatencyP99 is on 'ModelLatencyP99' of the namespace 'AWS/SageMaker', which the service is not known to publish of endpoints, so the alarm may never have data; "
      + 'use a guardrail by its name such as Guardrail.serverErrorRate(), or acknowledge this for a metric that there is [ack: cdk-guarded-endpoints:unknown-metric]',
    ]);
  });

  test('is not warned of where it is one of endpoints of many models', () => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.fromMetric(rawMetric('ModelLoadingWaitTime', 'Average'), { threshold: 500_000 })])).toEqual([]);
  });
});

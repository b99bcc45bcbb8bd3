import { aws_s3 as s3 } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, warningsOf } from '../../declared';

describe('a metric of asynchronous endpoints', () => {
  test('is refused on one that answers at once', () => {
    const endpoint = newEndpoint(newStack());
    expect(() => endpoint.addGuardrail(Guardrail.fromMetric(endpoint.metricApproximateBacklogSize(), { threshold: 50 }))).toThrow(
      "guardrail ApproximateBacklogSize needs 'ApproximateBacklogSize', which the service publishes for asynchronous endpoints only "
      + '(https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html), so the alarm would never have data; use Guardrail.serverErrorRate(), or asyncInference '
      + '[cdk-guarded-endpoints:published-for-async-only]');
  });

  test('guards one of them', () => {
    const stack = newStack();
    const endpoint = newEndpoint(stack, { asyncInference: { bucket: new s3.Bucket(stack, 'Answers') } });
    endpoint.addGuardrail(Guardrail.fromMetric(endpoint.metricApproximateAgeOfOldestRequest(), { threshold: 600 }));
    endpoint.addGuardrail(Guardrail.fromMetric(endpoint.variant('AllTraffic').asynchronous.metricInvocationFailures(), { threshold: 20 }));
    expect(warningsOf(stack)).toEqual([]);
  });
});

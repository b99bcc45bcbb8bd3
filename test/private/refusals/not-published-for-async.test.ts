import { aws_cloudwatch as cloudwatch, aws_s3 as s3, aws_sagemaker as sagemaker, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EndpointGuardrails, Guardrail, type GuardedEndpointProps } from '../../../src';
import { infosOf, newEndpoint, newStack, rawMetric, warningsOf } from '../../declared';

function asynchronous(props: Partial<GuardedEndpointProps>): Stack {
  const stack = newStack();
  newEndpoint(stack, { asyncInference: { bucket: new s3.Bucket(stack, 'Answers') }, ...props });
  return stack;
}

function filled(m: cloudwatch.IMetric): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({ expression: 'FILL(m, 0)', usingMetrics: { m }, period: Duration.minutes(1) });
}

describe('a guardrail of an asynchronous endpoint', () => {
  test.each<[string, string, Guardrail]>([
    ['OverheadLatency', 'OverheadLatency', Guardrail.overheadLatency({ threshold: Duration.millis(50) })],
    ['InvocationModelErrors', 'InvocationModelErrors', Guardrail.modelErrorRate()],
    ['a minimum of requests', 'Invocations', Guardrail.serverErrorRate({ minimumInvocations: 20 })],
    ['a comparison of fleets', 'Invocations', Guardrail.clientErrorRateIncrease()],
    ['an expression of the user', 'Invocations', Guardrail.fromMetric(filled(rawMetric('Invocations', 'Sum')), { threshold: 1000, label: 'Requests' })],
    ['a metric of the user', 'InvocationsPerInstance', Guardrail.fromMetric(rawMetric('InvocationsPerInstance', 'Sum'), { threshold: 1000 })],
  ])('fails with %s, which is not published', (_name, missing, guardrail) => {
    expect(() => asynchronous({ guardrails: [guardrail] }))
      .toThrow(new RegExp(`needs '${missing}', which the service does not publish for asynchronous endpoints .+serverErrorRate.+\\[cdk-guarded-endpoints:not-published-for-async\\]`));
  });

  test('hears of that alone, and not of values that the metric does not have', () => {
    expect(() => asynchronous({ guardrails: [Guardrail.fromMetric(rawMetric('Invocations', 'Average'), { threshold: 0 })] }))
      .toThrow(/^[^\n]+\[cdk-guarded-endpoints:not-published-for-async\]$/);
  });

  test.each([
    ['5XX', Guardrail.serverErrorRate()],
    ['4XX', Guardrail.clientErrorRate()],
    ['the latency of the model', Guardrail.modelLatency({ threshold: Duration.seconds(30) })],
    ['a metric of its queue', Guardrail.fromMetric(rawMetric('ApproximateBacklogSize', 'Average', { EndpointName: 'churn' }), { threshold: 100 })],
  ])('can be on %s', (_name, guardrail) => {
    expect(() => asynchronous({ guardrails: [guardrail, Guardrail.serverErrorRate({ thresholdPercent: 2 })] })).not.toThrow();
  });

  test('is one on server errors where none is given', () => {
    const stack = asynchronous({ guardrails: undefined });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 1);
    expect(infosOf(stack)[0]).toMatch(/default ones: more than 1 % of server errors \(5XX\) in a minute on the green fleet \[ack/);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('fails on an L1, too', () => {
    const stack = newStack();
    const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
      productionVariants: [{ variantName: 'AllTraffic', modelName: 'churn-7', instanceType: 'ml.m5.xlarge', initialInstanceCount: 4 }],
      asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://answers/' } },
    });
    const endpoint = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'legacy', endpointConfigName: config.attrEndpointConfigName });
    expect(() => endpoint.with(new EndpointGuardrails({ guardrails: [Guardrail.modelErrorRate()] }))).toThrow('not-published-for-async');
  });
});

test('verification of an asynchronous endpoint fails, as nothing could be counted', () => {
  expect(() => asynchronous({ verification: { minimumInvocations: 10 } })).toThrow(/verification counts 'Invocations'.+no update would ever succeed.+not-published-for-async/);
});

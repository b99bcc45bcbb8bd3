import { newEndpoint, newStack } from './declared';

describe('the metrics of a variant', () => {
  const variant = newEndpoint(newStack()).variant('AllTraffic');

  test.each([
    ['Invocations', 'Sum', variant.metricInvocations()],
    ['Invocation5XXErrors', 'Sum', variant.metricServerErrors()],
    ['Invocation4XXErrors', 'Sum', variant.metricClientErrors()],
    ['ModelLatency', 'p99', variant.metricModelLatency()],
    ['OverheadLatency', 'p99', variant.metricOverheadLatency()],
  ])('can be %s, by default the %s', (metricName, statistic, metric) => {
    expect(metric).toMatchObject({ namespace: 'AWS/SageMaker', metricName, statistic, dimensions: { EndpointName: 'churn', VariantName: 'AllTraffic' } });
    expect(metric.period.toSeconds()).toBe(60);
  });

  test('can be of another statistic', () => {
    expect(variant.metricServerErrors({ statistic: 'Average' }).statistic).toBe('Average');
  });

  test('can be any that the service publishes', () => {
    expect(variant.metric('InvocationsPerInstance').metricName).toBe('InvocationsPerInstance');
  });
});

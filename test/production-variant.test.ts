import { GuardedEndpoint, VariantMetrics } from '../src';
import { newEndpoint, newStack } from './declared';

describe('the metrics of a variant', () => {
  const variant = newEndpoint(newStack()).variant('AllTraffic');

  test.each([
    ['Invocations', 'Sum', variant.metricInvocations()],
    ['Invocation5XXErrors', 'Sum', variant.metricServerErrors()],
    ['Invocation4XXErrors', 'Sum', variant.metricClientErrors()],
    ['ModelLatency', 'p99', variant.metricModelLatency()],
    ['OverheadLatency', 'p99', variant.metricOverheadLatency()],
    ['FirstChunkLatency', 'p99', variant.metricFirstChunkLatency()],
    ['FirstChunkModelLatency', 'p99', variant.metricFirstChunkModelLatency()],
    ['FirstChunkOverheadLatency', 'p99', variant.metricFirstChunkOverheadLatency()],
    ['MidStreamErrors', 'Sum', variant.metricMidStreamErrors()],
    ['InvocationsProcessed', 'Sum', variant.asynchronous.metricInvocationsProcessed()],
    ['InvocationFailures', 'Sum', variant.asynchronous.metricInvocationFailures()],
    ['ExpiredRequests', 'Sum', variant.asynchronous.metricExpiredRequests()],
    ['RequestDownloadFailures', 'Sum', variant.asynchronous.metricRequestDownloadFailures()],
    ['ResponseUploadFailures', 'Sum', variant.asynchronous.metricResponseUploadFailures()],
    ['NotificationFailures', 'Sum', variant.asynchronous.metricNotificationFailures()],
    ['RequestDownloadLatency', 'Average', variant.asynchronous.metricRequestDownloadLatency()],
    ['ResponseUploadLatency', 'Average', variant.asynchronous.metricResponseUploadLatency()],
    ['TimeInBacklog', 'Average', variant.asynchronous.metricTimeInBacklog()],
    ['TotalProcessingTime', 'Average', variant.asynchronous.metricTotalProcessingTime()],
  ])('can be %s, by default the %s', (metricName, statistic, metric) => {
    expect(metric).toMatchObject({ namespace: 'AWS/SageMaker', metricName, statistic, dimensions: { EndpointName: 'churn', VariantName: 'AllTraffic' } });
    expect(metric.period.toSeconds()).toBe(60);
  });

  test('can be of another statistic', () => {
    expect(variant.metricServerErrors({ statistic: 'Average' }).statistic).toBe('Average');
  });

  test('can be those of a fleet, or of an endpoint that is declared elsewhere', () => {
    expect(variant.greenFleet.metricMidStreamErrors().dimensions).toEqual({ EndpointName: 'churn', VariantName: 'AllTraffic', EndpointConfigName: expect.anything() });
    const shared = GuardedEndpoint.fromEndpointName(newStack(), 'Shared', 'shared');
    expect(VariantMetrics.of(shared.endpointName, 'AllTraffic').metricInvocations().dimensions).toEqual({ EndpointName: 'shared', VariantName: 'AllTraffic' });
  });

  test('can be any of its instances', () => {
    expect(variant.metricInstances('CPUUtilizationNormalized')).toMatchObject({ namespace: '/aws/sagemaker/Endpoints', statistic: 'Average' });
  });

  test('can be any that the service publishes', () => {
    expect(variant.metric('InvocationsPerInstance').metricName).toBe('InvocationsPerInstance');
  });
});

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
    ['ModelLoadingWaitTime', 'Average', variant.multiModel.metricModelLoadingWaitTime()],
    ['ModelDownloadingTime', 'Average', variant.multiModel.metricModelDownloadingTime()],
    ['ModelLoadingTime', 'Average', variant.multiModel.metricModelLoadingTime()],
    ['ModelUnloadingTime', 'Average', variant.multiModel.metricModelUnloadingTime()],
    ['ModelCacheHit', 'Average', variant.multiModel.metricModelCacheHit()],
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

  test.each([
    ['AWS/SageMaker', 'Invocations', 'Sum', variant.container('tokenizer').metricInvocations()],
    ['AWS/SageMaker', 'Invocation5XXErrors', 'Sum', variant.container('tokenizer').metricServerErrors()],
    ['AWS/SageMaker', 'Invocation4XXErrors', 'Sum', variant.container('tokenizer').metricClientErrors()],
    ['AWS/SageMaker', 'ContainerLatency', 'Average', variant.container('tokenizer').metricContainerLatency()],
    ['AWS/SageMaker', 'OverheadLatency', 'Average', variant.container('tokenizer').metricOverheadLatency()],
    ['/aws/sagemaker/Endpoints', 'CPUUtilization', 'Average', variant.container('tokenizer').metricCpuUtilization()],
    ['/aws/sagemaker/Endpoints', 'MemoryUtilization', 'Average', variant.container('tokenizer').metricMemoryUtilization()],
  ])('can be those of a container that is asked directly: %s %s, by default the %s', (namespace, metricName, statistic, metric) => {
    expect(metric).toMatchObject({ namespace, metricName, statistic, dimensions: { EndpointName: 'churn', VariantName: 'AllTraffic', ContainerName: 'tokenizer' } });
    expect(metric.period.toSeconds()).toBe(60);
  });

  test('can be how many models its instances have loaded', () => {
    expect(variant.multiModel.metricLoadedModelCount({ statistic: 'Sum' })).toMatchObject({ namespace: '/aws/sagemaker/Endpoints', metricName: 'LoadedModelCount', statistic: 'Sum' });
  });

  test('can be any of its instances', () => {
    expect(variant.metricInstances('CPUUtilizationNormalized')).toMatchObject({ namespace: '/aws/sagemaker/Endpoints', statistic: 'Average' });
  });

  test('can be any that the service publishes', () => {
    expect(variant.metric('InvocationsPerInstance').metricName).toBe('InvocationsPerInstance');
  });
});

import { ERROR_METRICS, INSTANCE_METRICS, INSTANCE_NAMESPACE, INVOCATION_NAMESPACE, LATENCY_METRICS } from '../../src/rollout/endpoint-metrics';

/** The names on https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
describe('what the service publishes of an endpoint is called what its documentation calls it', () => {
  test('of requests', () => {
    expect(INVOCATION_NAMESPACE).toBe('AWS/SageMaker');
    expect([...ERROR_METRICS].sort()).toEqual(['Invocation4XXErrors', 'Invocation5XXErrors', 'InvocationModelErrors']);
    expect([...LATENCY_METRICS].sort()).toEqual([
      'FirstChunkLatency', 'FirstChunkModelLatency', 'FirstChunkOverheadLatency', 'ModelLatency', 'ModelSetupTime', 'OverheadLatency',
    ]);
  });

  test('of instances', () => {
    expect(INSTANCE_NAMESPACE).toBe('/aws/sagemaker/Endpoints');
    expect([...INSTANCE_METRICS].sort()).toEqual(['CPUUtilization', 'DiskUtilization', 'GPUMemoryUtilization', 'GPUUtilization', 'MemoryUtilization']);
  });
});

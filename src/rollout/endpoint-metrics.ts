/**
 * Where the service publishes what happens to requests.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export const INVOCATION_NAMESPACE = 'AWS/SageMaker';

/** Where it publishes what its instances are busy with. */
export const INSTANCE_NAMESPACE = '/aws/sagemaker/Endpoints';

/** Those of the metrics of requests that are 0 or 1 for each, so that their average is the share of requests that failed. */
export const ERROR_METRICS: readonly string[] = ['Invocation4XXErrors', 'Invocation5XXErrors', 'InvocationModelErrors'];

/** Those that are a time, in microseconds. */
export const LATENCY_METRICS: readonly string[] = [
  'ModelLatency', 'OverheadLatency', 'ModelSetupTime', 'FirstChunkLatency', 'FirstChunkModelLatency', 'FirstChunkOverheadLatency',
];

/** What it publishes of instances, in percent. */
export const INSTANCE_METRICS: readonly string[] = ['CPUUtilization', 'DiskUtilization', 'GPUMemoryUtilization', 'GPUUtilization', 'MemoryUtilization'];

import { Token } from 'aws-cdk-lib';
import { ASYNC_METRICS, INVOCATION_METRICS, metricsOf, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';
import { INSTANCE_METRICS, INSTANCE_NAMESPACE, INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';

/** Those of endpoints of several models or containers. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const OTHERS: readonly string[] = [
  'ContainerLatency', 'CPUReservation', 'CPUUtilizationNormalized', 'GPUMemoryUtilizationNormalized', 'GPUReservation', 'GPUUtilizationNormalized', 'LoadedModelCount', 'MemoryReservation',
  'ModelCacheHit', 'ModelDownloadingTime', 'ModelLoadingTime', 'ModelLoadingWaitTime', 'ModelUnloadingTime',
];
const KNOWN: readonly string[] = [...INVOCATION_METRICS, ...INSTANCE_METRICS, ...ASYNC_METRICS, ...OTHERS];

/** Warns of a metric of an endpoint that the service is not known to publish. */
export const unknownMetric: AlarmRule = (alarm) => {
  const found = metricsOf(alarm).find((metric) => isUnknown(metric));
  return found && `guardrail ${alarm.name} is on '${found.metricName}' of the namespace '${found.namespace}', which the service is not known to publish of endpoints, so the alarm may never have data; `
    + 'use a guardrail by its name such as Guardrail.serverErrorRate(), or acknowledge this for a metric that there is';
};

function isUnknown({ namespace, metricName, dimensions }: WatchedMetric): boolean {
  const ofEndpoint = [INVOCATION_NAMESPACE, INSTANCE_NAMESPACE].includes(namespace) && dimensions.EndpointName !== undefined;
  return ofEndpoint && !Token.isUnresolved(metricName) && !KNOWN.includes(metricName);
}

import { Token } from 'aws-cdk-lib';
import { INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';
import { listed } from '../faults';
import type { GuardedRollout } from '../guarded-rollout';
import { isVariantMetric, metricsOf, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html';

/** Refuses dimensions under which the service will never publish anything: such an alarm has no data, and no alarm without data goes off. */
export const dimensionsMatchNothing: AlarmRule = (alarm, rollout) => {
  const [found] = metricsOf(alarm).flatMap((metric) => (isVariantMetric(metric) ? faultOf(metric, rollout) : faultOfQueue(metric)) ?? []);
  return found && `guardrail ${alarm.name} is on ${found}`;
};

/** With both names: the rest is of one fleet, instance, container or GPU. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html */
const DIMENSIONS: readonly string[] = ['EndpointName', 'VariantName', 'EndpointConfigName', 'InferenceComponentName', 'InstanceId', 'ContainerId', 'ContainerName', 'AcceleratorId'];

/** What is published of the queue of an asynchronous endpoint, which its variants share. */
const OF_QUEUE: readonly string[] = ['ApproximateAgeOfOldestRequest', 'ApproximateBacklogSize', 'ApproximateBacklogSizePerInstance', 'HasBacklogWithoutCapacity'];
const QUEUE_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html';

function faultOfQueue({ namespace, metricName, dimensions }: WatchedMetric): string | undefined {
  const names = Object.keys(dimensions);
  return namespace === INVOCATION_NAMESPACE && OF_QUEUE.includes(metricName) && !(names.length === 1 && names[0] === 'EndpointName')
    ? `${metricName} with the dimensions ${names.join(' and ') || 'of none'}, but the service publishes it with EndpointName only (${QUEUE_PAGE}), so the alarm would never have data; `
      + 'use endpoint.metricQueue, such as metricApproximateBacklogSize()' : undefined;
}

function faultOf({ metricName, dimensions }: WatchedMetric, rollout: GuardedRollout): string | undefined {
  const { endpointName, endpointConfigName, fleet, shadowVariantNames = [] } = rollout;
  const { EndpointName, VariantName, EndpointConfigName } = dimensions;
  const missing = ['EndpointName', 'VariantName'].filter((dimension) => dimensions[dimension] === undefined);
  const remedy = 'use a metric of endpoint.variant(...), such as metricInvocations(), or a guardrail by its name';
  if (missing.length > 0) {
    return `${metricName} without ${missing.join(' and ')}, but the service publishes it with EndpointName and VariantName only `
      + `(${PAGE}), so the alarm would never have data; ${remedy}`;
  }
  const [unknown] = Object.keys(dimensions).filter((dimension) => !DIMENSIONS.includes(dimension));
  if (unknown !== undefined) {
    return `${metricName} with the dimension ${unknown}, but the service publishes it with no such dimension (${PAGE}), so the alarm would never have data; ${remedy}`;
  }
  const variantNames = fleet.map((variant) => variant.variantName);
  const known = variantNames.length > 0 && ![VariantName, ...variantNames].some((value) => Token.isUnresolved(value));
  if (EndpointName === endpointName && known && ![...variantNames, ...shadowVariantNames].includes(VariantName)) {
    return `${metricName} of variant '${VariantName}', there ${variantNames.length === 1 ? 'is' : 'are'} ${listed(variantNames)}, so the alarm would never have data; ${remedy}`;
  }
  if (EndpointName === endpointName && EndpointConfigName !== undefined && EndpointConfigName !== endpointConfigName) {
    return `the fleet of endpoint config '${EndpointConfigName}', which is not the one that this app deploys, `
      + 'so it would not see the green fleet; leave the dimension EndpointConfigName out, or use a guardrail by its name';
  }
  return undefined;
}

import { INVOCATION_METRICS, metricsOf, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';
import type { Faults } from '../faults';
import { refuse } from './rule';
import type { GuardedEndpointProps } from '../../guarded-endpoint-props';
import { INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';

/** Those of the metrics of requests that an asynchronous endpoint has, of a list that the service calls exhaustive. */
const PUBLISHED: readonly string[] = ['Invocation4XXErrors', 'Invocation5XXErrors', 'ModelLatency'];

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html';

/** Refuses a guardrail that needs what the service publishes of real-time endpoints only: it would never have data. */
export const notPublishedForAsync: AlarmRule = (alarm, { asynchronous }) => {
  const missing = metricsOf(alarm).find(isMissing);
  return asynchronous && missing
    ? `guardrail ${alarm.name} needs '${missing.metricName}', which the service does not publish for asynchronous endpoints (${PAGE}), so the alarm would never have data; `
      + 'use Guardrail.serverErrorRate(), clientErrorRate() or modelLatency(), without minimumInvocations'
    : undefined;
};

/** Refuses to count requests that nobody counts: no update would ever succeed. */
export function refuseCountOfAsync(faults: Faults, { asyncInference, verification }: Pick<GuardedEndpointProps, 'asyncInference' | 'verification'>): void {
  if (asyncInference && verification?.minimumInvocations !== undefined) {
    refuse(faults, 'not-published-for-async', `minimumInvocations of verification counts 'Invocations', which the service does not publish for asynchronous endpoints (${PAGE}), so that no update would `
      + 'ever succeed; leave it out, or look at the results in an afterUpdate hook');
  }
}

/** Refuses to scale on requests that nobody counts: the number of instances would never change. */
export function refuseScalingOfAsync(faults: Faults, metricName: string): void {
  refuse(faults, 'not-published-for-async', `'${metricName}' is not published for asynchronous endpoints (${PAGE}), so that the number of instances would never change; `
    + 'use scaleToTrackMetric with endpoint.metricApproximateBacklogSizePerInstance()');
}

function isMissing({ namespace, metricName }: WatchedMetric): boolean {
  return namespace === INVOCATION_NAMESPACE && INVOCATION_METRICS.includes(metricName) && !PUBLISHED.includes(metricName);
}

import { INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';
import { isInstanceMetric, metricsOf, type WatchedAlarm } from '../watched-alarm';

/** What has nothing to do with what a model answers, and how fast. */
const OF_TRAFFIC: readonly string[] = ['ConcurrentRequestsPerModel', 'Invocations', 'InvocationsPerInstance', 'OverheadLatency', 'FirstChunkOverheadLatency'];

/** Warns of guardrails none of which looks at what the model answers: one that fails every request is quick, and leaves the instances idle. */
export function modelUnwatched(alarms: readonly WatchedAlarm[]): string | undefined {
  const names = alarms.map((alarm) => metricsOf(alarm).map((metric) => {
    const { namespace, metricName } = metric;
    const ofTraffic = namespace === INVOCATION_NAMESPACE && OF_TRAFFIC.includes(metricName);
    return ofTraffic || isInstanceMetric(metric) ? metricName : undefined;
  }));
  return alarms.length === 0 || names.some((each) => each.length === 0 || each.includes(undefined)) ? undefined
    : `the guardrails watch ${[...new Set(names.flat())].join(', ')} only, and a model that fails every request is as quick as none and leaves the instances idle, so nothing would roll it back; add Guardrail.serverErrorRate()`;
}

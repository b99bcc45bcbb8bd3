import { Token } from 'aws-cdk-lib';
import type { GuardedRollout } from '../guarded-rollout';
import { isVariantMetric, metricsOf, type WatchedAlarm } from '../watched-alarm';

/** Warns of a variant that gets traffic and that none of the guardrails looks at: an update replaces its fleet as well. */
export function variantUnwatched(alarms: readonly WatchedAlarm[], rollout: GuardedRollout): string | undefined {
  const { endpointName, fleet } = rollout;
  const watched = alarms.map((alarm) => metricsOf(alarm).map((metric) => {
    const { EndpointName, VariantName } = metric.dimensions;
    return isVariantMetric(metric) && EndpointName === endpointName ? VariantName : undefined;
  }));
  const unknown = fleet.some(({ variantName }) => Token.isUnresolved(variantName));
  // What else there is, such as a metric of the business, may see any of them.
  if (alarms.length === 0 || unknown || watched.some((names) => names.length === 0 || names.includes(undefined))) {
    return undefined;
  }
  const names = fleet.filter(({ variantName, trafficShare }) => trafficShare !== 0 && !watched.flat().includes(variantName))
    .map(({ variantName }) => `'${variantName}'`);
  return names.length === 0 ? undefined
    : `no guardrail watches variant ${names.join(', ')}, which gets requests, and an update replaces its fleet as well, so that nothing would roll a bad model of it back; `
      + 'leave variantName out of a guardrail, or add one for it';
}

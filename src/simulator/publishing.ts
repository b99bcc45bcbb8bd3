import { createHash } from 'node:crypto';
import type { Endpoint } from './endpoint';
import type { VariantFleet } from './fleet';
import { MINUTE, SECOND } from './series';
import { requestMetricInterval } from '../rollout/metric-interval';

/** How the metrics of an endpoint's requests are published. */
export interface Publishing {
  /** In milliseconds. */
  readonly interval: number;
  /** Also with the dimension InstanceId. */
  readonly byInstance: boolean;
}

/**
 * As the config has it that the endpoint is on: for the green fleet too.
 *
 * Documented: what a new config says of metrics shows when the deployment is complete, and not before.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html
 */
export function publishingOf({ fleet }: Endpoint): Publishing {
  const { MetricsConfig } = fleet.config.input;
  return { interval: requestMetricInterval(MetricsConfig) * SECOND, byInstance: MetricsConfig?.EnableEnhancedMetrics === true };
}

/** Whether something is published at this time, in milliseconds: also what comes less often is drawn by the minute. */
export function isDue({ interval }: Publishing, time: number): boolean {
  return time % Math.min(interval, MINUTE) === 0;
}

/** By the fleet, so that the ids are others when the same config is launched again. */
const IDS = new WeakMap<VariantFleet, string[]>();

/**
 * The ids of a variant's instances, as many as take traffic.
 *
 * Chosen: they are made up; instances that were taken away have their ids again when they come back.
 */
export function instanceIdsOf(endpoint: Endpoint, variant: VariantFleet, count: number, now: Date): string[] {
  const ids = IDS.get(variant) ?? [];
  IDS.set(variant, ids);
  while (ids.length < count) {
    const text = `${endpoint.name} ${variant.variant.VariantName} ${now.toISOString()} ${ids.length}`;
    ids.push(`i-${createHash('sha256').update(text).digest('hex').slice(0, 17)}`);
  }
  return ids.slice(0, count);
}

import type { WatchedMetric } from './watched-alarm';
import { statisticOfValues, type Values } from './weighted-statistic';
import { ERROR_METRICS, LATENCY_METRICS } from '../rollout/endpoint-metrics';

/** What one fleet answered in a period. */
export interface Answered {
  readonly requests: number;
  readonly failed: number;
  /** How requests fail, for one fails in one way: by a fault of the model's (5XX), or by being refused (4XX). Absent for both. */
  readonly failing?: '4XX' | '5XX';
  /** How long each request took; absent where that is not supposed. */
  readonly microseconds?: number;
  /** The share of the requests that took no time. */
  readonly quick?: number;
}

/**
 * A statistic of a metric of requests over what some fleets of a variant answered: NaN where there is no request, undefined where it
 * cannot be told.
 *
 * @param instances of the variant, by which the service divides `InvocationsPerInstance`
 */
export function statisticOfAnswers({ metricName, statistic }: WatchedMetric, fleets: readonly Answered[], instances: number): number | undefined {
  const values = fleets.flatMap((fleet) => valuesOf(metricName, fleet, instances) ?? []).filter(({ count }) => count > 0);
  if (fleets.every(({ requests }) => requests === 0)) {
    return valuesOf(metricName, { ...fleets[0], microseconds: 0 }, instances) === undefined ? undefined : NaN;
  }
  return values.length === 0 ? undefined : statisticOfValues(statistic, values);
}

function valuesOf(metricName: string, { requests, failed, failing, microseconds, quick = 0 }: Answered, instances: number): Values[] | undefined {
  if (metricName === 'Invocations') {
    return [{ count: requests, value: 1 }];
  }
  if (metricName === 'InvocationsPerInstance' && Number.isInteger(instances)) {
    return [{ count: requests, value: 1 / instances }];
  }
  if (ERROR_METRICS.includes(metricName)) {
    const counted = failing === undefined || (failing === '4XX') === (metricName === 'Invocation4XXErrors') ? failed : 0;
    return [{ count: counted, value: 1 }, { count: requests - counted, value: 0 }];
  }
  return LATENCY_METRICS.includes(metricName) && microseconds !== undefined
    ? [{ count: requests * quick, value: 0 }, { count: requests * (1 - quick), value: microseconds }] : undefined;
}

import type { WatchedMetric } from './watched-alarm';
import { ERROR_METRICS, LATENCY_METRICS } from '../rollout/endpoint-metrics';

/** What one fleet answered in a period. */
export interface Answered {
  readonly requests: number;
  readonly failed: number;
  /** How long each request took; absent where that is not supposed. */
  readonly microseconds?: number;
}

/** As many requests, of the same value each. */
interface Values {
  readonly count: number;
  readonly value: number;
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
    return valuesOf(metricName, fleets[0], instances) === undefined ? undefined : NaN;
  }
  if (values.length === 0) {
    return undefined;
  }
  const count = values.reduce((sum, each) => sum + each.count, 0);
  const sum = values.reduce((total, each) => total + each.count * each.value, 0);
  const all = values.map(({ value }) => value);
  switch (statistic) {
    case 'Sum': return sum;
    case 'SampleCount': return count;
    case 'Average': return sum / count;
    case 'Maximum': return Math.max(...all);
    case 'Minimum': return Math.min(...all);
    default: return percentile(statistic, values, count);
  }
}

function valuesOf(metricName: string, { requests, failed, microseconds }: Answered, instances: number): Values[] | undefined {
  if (metricName === 'Invocations') {
    return [{ count: requests, value: 1 }];
  }
  if (metricName === 'InvocationsPerInstance' && Number.isInteger(instances)) {
    return [{ count: requests, value: 1 / instances }];
  }
  if (ERROR_METRICS.includes(metricName)) {
    return [{ count: failed, value: 1 }, { count: requests - failed, value: 0 }];
  }
  return LATENCY_METRICS.includes(metricName) && microseconds !== undefined ? [{ count: requests, value: microseconds }] : undefined;
}

const PERCENTILE = /^p(\d{1,2}(?:\.\d+)?|100)$/i;
/** The mean of those up to a percentile. */
const TRIMMED = /^tm(\d{1,2}(?:\.\d+)?|100)$/i;

/** Of a share that is just what the percentile leaves out, give or take binary fractions, nothing is left in. */
const NOISE = 1e-9;

function percentile(statistic: string, values: readonly Values[], count: number): number | undefined {
  const [, rank] = PERCENTILE.exec(statistic) ?? TRIMMED.exec(statistic) ?? [];
  if (rank === undefined) {
    return undefined;
  }
  const rising = [...values].sort((left, right) => left.value - right.value);
  let left = (Number(rank) / 100) * count;
  if (TRIMMED.test(statistic)) {
    const kept = rising.map(({ value, count: some }) => {
      const taken = Math.min(some, left);
      left -= taken;
      return { value, count: taken };
    });
    return kept.reduce((sum, each) => sum + each.count * each.value, 0) / kept.reduce((sum, each) => sum + each.count, 0);
  }
  for (const { count: some, value } of rising) {
    left -= some;
    if (left <= NOISE * count) {
      return value;
    }
  }
  return rising[rising.length - 1].value;
}

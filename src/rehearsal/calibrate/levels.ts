import type { MeasuredPeriod } from './measured';
import { sum } from '../../rollout/sum';

/** How an endpoint did over a time. */
export interface Levels {
  readonly requests: number;
  readonly errorRate: number;
  readonly clientErrorRate: number;
  /** In milliseconds; not known where nothing was answered. */
  readonly latency?: { readonly p50: number; readonly p99: number };
}

/**
 * The levels of all periods together.
 *
 * Quantiles do not add up: those of the whole time are taken to be the median of the periods', each weighted by its requests.
 */
export function levelsOf(periods: readonly MeasuredPeriod[]): Levels {
  const requests = sum(periods.map((period) => period.requests));
  const measured = periods.filter((period) => period.latency !== undefined);
  const quantile = (name: 'p50' | 'p99'): number => weightedMedian(measured.map((period) => ({ value: period.latency![name], weight: period.requests })));
  return {
    requests,
    errorRate: sum(periods.map(({ serverErrors }) => serverErrors)) / requests,
    clientErrorRate: sum(periods.map(({ clientErrors }) => clientErrors)) / requests,
    ...(measured.length > 0 && { latency: { p50: quantile('p50'), p99: quantile('p99') } }),
  };
}

function weightedMedian(values: ReadonlyArray<{ readonly value: number; readonly weight: number }>): number {
  const sorted = [...values].sort((left, right) => left.value - right.value);
  const half = sum(sorted.map(({ weight }) => weight)) / 2;
  let passed = 0;
  return sorted.find(({ weight }) => (passed += weight) >= half)!.value;
}

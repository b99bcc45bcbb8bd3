import type { Distribution } from './distribution';
import { trimmedStatisticOf } from './trimmed-statistic';

/** The value of a CloudWatch statistic; undefined where the values do not allow it. */
export type Statistic = (values: Distribution) => number | undefined;

const SIMPLE: Readonly<Record<string, Statistic>> = {
  Average: (values) => values.average,
  Sum: (values) => values.sum,
  Minimum: (values) => values.minimum,
  Maximum: (values) => values.maximum,
  SampleCount: (values) => values.count,
};

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/i;

/** What `name` computes; undefined for what is no statistic. */
export function statisticOf(name: string): Statistic | undefined {
  const percent = percentOf(name);
  if (percent !== undefined) {
    return (values) => values.percentile(percent);
  }
  return Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : trimmedStatisticOf(name);
}

/** 99.9 for `p99.9`; undefined for what is not a percentile. */
export function percentOf(name: string): number | undefined {
  const match = PERCENTILE.exec(name);
  return match ? Number(match[1]) : undefined;
}

export const SIMULATED_STATISTICS = `${Object.keys(SIMPLE).join(', ')}, percentiles such as p99 or p99.9, IQM, and trimmed ones such as tm90, TM(2%:98%), WM(10%:90%), TC(:100), TS(80%:) or PR(100:2000)`;

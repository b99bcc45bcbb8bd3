/** As many requests, of the same value each. */
export interface Values {
  readonly count: number;
  readonly value: number;
}

/** Of a share that is just what a percentile leaves out, give or take binary fractions, nothing is left in. */
const NOISE = 1e-9;

const PERCENTILE = /^p(\d{1,2}(?:\.\d+)?|100)$/i;
/** The mean, the number or the sum of those up to a percentile. */
const UP_TO = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d+)?|100)$/i;
/** Of those between two bounds, in percent of all or of a value. */
const BETWEEN = /^(TM|WM|TC|TS|PR)\((\d+(?:\.\d+)?)?(%)?:(\d+(?:\.\d+)?)?(%)?\)$/;

/**
 * A statistic of values of which there are many alike; undefined where it is not known here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statisticOfValues(statistic: string, values: readonly Values[]): number | undefined {
  const rising = [...values].sort((left, right) => left.value - right.value);
  const count = countOf(rising);
  switch (statistic) {
    case 'Sum': return sumOf(rising);
    case 'SampleCount': return count;
    case 'Average': return sumOf(rising) / count;
    case 'Maximum': return rising[rising.length - 1].value;
    case 'Minimum': return rising[0].value;
    case 'IQM': return trimmed('TM', rising, 0.25, 0.75);
    default:
  }
  const [, percentile] = PERCENTILE.exec(statistic) ?? [];
  if (percentile !== undefined) {
    return valueAt(rising, Number(percentile) / 100);
  }
  const [, kind, upTo] = UP_TO.exec(statistic) ?? [];
  return kind === undefined ? betweenBounds(statistic, rising) : trimmed(kind.toUpperCase(), rising, 0, Number(upTo) / 100);
}

function betweenBounds(statistic: string, rising: readonly Values[]): number | undefined {
  const [found, kind, low, lowPercent, high, highPercent] = BETWEEN.exec(statistic) ?? [];
  if (found === undefined) {
    return undefined;
  }
  if (lowPercent ?? highPercent) {
    return trimmed(kind, rising, Number(low ?? 0) / 100, Number(high ?? 100) / 100);
  }
  // The lower bound is left out, and the upper one is not.
  const within = rising.filter(({ value }) => value > Number(low ?? -Infinity) && value <= Number(high ?? Infinity));
  return kind === 'PR' ? (100 * countOf(within)) / countOf(rising) : kind === 'WM' ? undefined : summary(kind, within);
}

/** Of those between two shares of all, in the order of their values. */
function trimmed(kind: string, rising: readonly Values[], low: number, high: number): number | undefined {
  const count = countOf(rising);
  let passed = 0;
  const kept = rising.map(({ count: some, value }) => {
    const [from, to] = [Math.max(passed, low * count), Math.min(passed + some, high * count)];
    passed += some;
    return { value, count: Math.max(0, to - from) };
  });
  if (kind !== 'WM') {
    return kind === 'PR' ? undefined : summary(kind, kept);
  }
  return (sumOf(kept) + low * count * valueAt(rising, low) + (1 - high) * count * valueAt(rising, high)) / count;
}

function summary(kind: string, kept: readonly Values[]): number {
  return kind === 'TC' ? countOf(kept) : kind === 'TS' ? sumOf(kept) : sumOf(kept) / countOf(kept);
}

function valueAt(rising: readonly Values[], share: number): number {
  let left = share * countOf(rising);
  return (rising.find(({ count }) => (left -= count) <= NOISE * countOf(rising)) ?? rising[rising.length - 1]).value;
}

function countOf(values: readonly Values[]): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}

function sumOf(values: readonly Values[]): number {
  return values.reduce((sum, { count, value }) => sum + count * value, 0);
}

/** No value is reported further than this from what it was, relative to it. */
const RELATIVE_ERROR = 0.009;
/** Each bucket reaches as far above its value as below it; 1 has a bucket of its own middle, so rates of 0 and 1 stay exact. */
const GROWTH = (1 + RELATIVE_ERROR) ** 2;
const LOG_GROWTH = Math.log(GROWTH);
/** Keeps the buckets of positive values above the one of zero, whatever their size. */
const OFFSET = 2 ** 20;

/** What is known of values without knowing each. */
export interface Summary {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Many values in little space: count, sum, minimum and maximum exactly, quantiles from buckets that grow by a fixed ratio.
 *
 * Two distributions merge without loss, so minutes add up to periods and fleets to variants.
 */
export class Distribution {
  count = 0;
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  private readonly buckets = new Map<number, number>();

  add(value: number, count: number = 1): void {
    if (count > 0) {
      this.include({ count, sum: value * count, minimum: value, maximum: value });
      this.increase(bucketOf(value), count);
    }
  }

  merge(other: Distribution): void {
    this.include(other);
    other.buckets.forEach((count, bucket) => this.increase(bucket, count));
  }

  /** Values of which only this much is known; they have no quantiles. */
  addSummary(summary: Summary): void {
    if (summary.count > 0) {
      this.include(summary);
    }
  }

  get average(): number {
    return this.sum / this.count;
  }

  /** The smallest value that at least `percent` of the values do not exceed; undefined where only summaries are known. */
  percentile(percent: number): number | undefined {
    const known = [...this.buckets.values()].reduce((sum, count) => sum + count, 0);
    if (known < this.count || known === 0) {
      return undefined;
    }
    const rank = Math.max(1, Math.ceil((percent / 100) * known));
    let seen = 0;
    for (const bucket of [...this.buckets.keys()].sort((a, b) => a - b)) {
      seen += this.buckets.get(bucket)!;
      if (seen >= rank) {
        return Math.min(this.maximum, Math.max(this.minimum, valueOf(bucket)));
      }
    }
    return this.maximum;
  }

  private include({ count, sum, minimum, maximum }: Summary): void {
    this.count += count;
    this.sum += sum;
    this.minimum = Math.min(this.minimum, minimum);
    this.maximum = Math.max(this.maximum, maximum);
  }

  private increase(bucket: number, count: number): void {
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + count);
  }
}

export interface Bucket {
  /** What its values are reported as. */
  readonly value: number;
  readonly upperBound: number;
}

/** The buckets that cover a range of positive values, in order. */
export function bucketsBetween(from: number, to: number): Bucket[] {
  const [first, last] = [Math.round(Math.log(from) / LOG_GROWTH), Math.round(Math.log(to) / LOG_GROWTH)];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    value: GROWTH ** (first + index),
    upperBound: GROWTH ** (first + index + 0.5),
  }));
}

function bucketOf(value: number): number {
  return value === 0 ? 0 : Math.sign(value) * (Math.round(Math.log(Math.abs(value)) / LOG_GROWTH) + OFFSET);
}

function valueOf(bucket: number): number {
  return bucket === 0 ? 0 : Math.sign(bucket) * GROWTH ** (Math.abs(bucket) - OFFSET);
}

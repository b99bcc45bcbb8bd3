import { Buckets } from './buckets';
import { sum } from '../rollout/sum';

/** No value is reported further than this from what it was, relative to it. */
const RELATIVE_ERROR = 0.009;
/** Each bucket reaches as far above its value as below it; 1 has a bucket of its own middle, so rates of 0 and 1 stay exact. */
const GROWTH = (1 + RELATIVE_ERROR) ** 2;
const LOG_GROWTH = Math.log(GROWTH);

/** What is known of values without knowing each. */
export interface Summary {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Values that are drawn once somebody asks for more than how many there are, and for everybody who asks. */
interface Pending {
  readonly values: () => Distribution;
}

/** So many are drawn even if nobody asks, so that what is kept for long does not grow. */
const MOST_PENDING = 60;

/**
 * Many values in little space: count, sum, minimum and maximum exactly, quantiles from buckets that grow by a fixed ratio.
 *
 * Two distributions merge without loss, so minutes add up to periods and fleets to variants.
 */
export class Distribution {
  /** As many values in each of neighbouring buckets; each counts as its bucket's own value. */
  static inBuckets(first: number, counts: Float64Array): Distribution {
    const made = new Distribution();
    let [value, from, to] = [valueOf(first), counts.length, 0];
    for (let index = 0; index < counts.length; index++) {
      const count = counts[index];
      if (count > 0) {
        from = Math.min(from, index);
        to = index + 1;
        made.count += count;
        made.total += value * count;
        made.smallest = Math.min(made.smallest, value);
        made.largest = value;
      }
      value *= GROWTH;
    }
    made.positive.own(first + from, counts.slice(from, to));
    return made;
  }

  /** So many values, which most of the time nobody looks at: they are drawn when somebody does. */
  static pending(count: number, draw: () => Distribution): Distribution {
    const made = new Distribution();
    let drawn: Distribution | undefined;
    made.count = count;
    made.toDraw.push({ values: () => (drawn ??= draw()) });
    return made;
  }

  count = 0;
  /** All that follows is of the values that have been drawn. */
  private total = 0;
  private smallest = Infinity;
  private largest = -Infinity;
  private zeros = 0;
  private readonly positive = new Buckets();
  /** By the absolute value; hardly any metric has some. */
  private negative?: Buckets;
  private percentiles?: Map<number, number | undefined>;
  private toDraw: Pending[] = [];

  get sum(): number {
    return this.all().total;
  }

  get minimum(): number {
    return this.all().smallest;
  }

  get maximum(): number {
    return this.all().largest;
  }

  add(value: number, count: number = 1): void {
    if (count > 0) {
      this.include({ count, sum: value * count, minimum: value, maximum: value });
      if (value === 0) {
        this.zeros += count;
      } else {
        (value > 0 ? this.positive : this.negative ??= new Buckets()).increase(bucketOf(Math.abs(value)), count);
      }
    }
  }

  merge(other: Distribution): void {
    this.count += other.count;
    this.mergeDrawn(other);
    if (other.toDraw.length > 0) {
      this.toDraw.push(...other.toDraw);
      if (this.toDraw.length > MOST_PENDING) {
        this.all();
      }
    }
  }

  private mergeDrawn(other: Distribution): void {
    this.includeDrawn(other.total, other.smallest, other.largest);
    this.zeros += other.zeros;
    this.positive.merge(other.positive);
    if (other.negative) {
      (this.negative ??= new Buckets()).merge(other.negative);
    }
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
    this.all();
    this.percentiles ??= new Map();
    if (!this.percentiles.has(percent)) {
      this.percentiles.set(percent, this.computedPercentile(percent));
    }
    return this.percentiles.get(percent);
  }

  /** The values in order, and how many of each; undefined where only summaries are known. */
  get cells(): Array<readonly [value: number, count: number]> | undefined {
    this.all();
    const cells = [
      ...(this.negative?.filled() ?? []).reverse().map(([bucket, count]) => [-valueOf(bucket), count] as const),
      ...(this.zeros > 0 ? [[0, this.zeros] as const] : []),
      ...this.positive.filled().map(([bucket, count]) => [valueOf(bucket), count] as const),
    ];
    const known = sum(cells.map(([, count]) => count));
    return known < this.count || known === 0 ? undefined
      : cells.map(([value, count]) => [Math.min(this.maximum, Math.max(this.minimum, value)), count]);
  }

  private computedPercentile(percent: number): number | undefined {
    const [below, above] = [this.negative?.total ?? 0, this.positive.total];
    const known = below + this.zeros + above;
    if (known < this.count || known === 0) {
      return undefined;
    }
    const rank = Math.max(1, Math.ceil((percent / 100) * known));
    // The value of that rank from below among negative ones has this rank from their other end.
    const value = rank <= below ? -valueOf(this.negative!.bucketAt(below - rank + 1))
      : rank <= below + this.zeros ? 0 : valueOf(this.positive.bucketAt(rank - below - this.zeros));
    return Math.min(this.maximum, Math.max(this.minimum, value));
  }

  private include({ count, sum: total, minimum, maximum }: Summary): void {
    this.count += count;
    this.includeDrawn(total, minimum, maximum);
  }

  private includeDrawn(total: number, smallest: number, largest: number): void {
    this.total += total;
    this.smallest = Math.min(this.smallest, smallest);
    this.largest = Math.max(this.largest, largest);
    this.percentiles = undefined;
  }

  /** This, with nothing left to draw. */
  private all(): this {
    if (this.toDraw.length > 0) {
      const pending = this.toDraw;
      this.toDraw = [];
      pending.forEach(({ values }) => this.mergeDrawn(values()));
    }
    return this;
  }
}

export interface Bucket {
  readonly index: number;
  readonly upperBound: number;
}

/** The buckets that cover a range of positive values, in order. */
export function bucketsBetween(from: number, to: number): Bucket[] {
  const [first, last] = [Math.round(Math.log(from) / LOG_GROWTH), Math.round(Math.log(to) / LOG_GROWTH)];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    index: first + index,
    upperBound: GROWTH ** (first + index + 0.5),
  }));
}

function bucketOf(value: number): number {
  return Math.round(Math.log(value) / LOG_GROWTH);
}

function valueOf(bucket: number): number {
  return GROWTH ** bucket;
}

/** Room that is added to a side that has to grow. */
const SLACK = 16;

type Counts = number[] | Float64Array;

/** A typed array is dear to make, and most distributions have a bucket or two. */
const FEW = 16;
const NONE: Counts = [];

/** How many values there are in each of neighbouring buckets. */
export class Buckets {
  private first = 0;
  private counts: Counts = NONE;
  /** Others may be reading the same counts: they are copied before the next change. */
  private shared = false;

  get total(): number {
    let total = 0;
    for (const count of this.counts) {
      total += count;
    }
    return total;
  }

  /** In place of what was there. */
  own(first: number, counts: Counts): void {
    this.first = first;
    this.counts = counts;
  }

  increase(bucket: number, count: number): void {
    this.reach(bucket, bucket);
    this.counts[bucket - this.first] += count;
  }

  merge(other: Buckets): void {
    if (other.counts.length === 0) {
      return;
    }
    if (this.counts.length === 0) {
      // A minute's requests count for the variant and for its fleet: the same buckets serve both.
      this.first = other.first;
      this.counts = other.counts;
      this.shared = true;
      other.shared = true;
      return;
    }
    this.reach(other.first, other.first + other.counts.length - 1);
    const offset = other.first - this.first;
    for (let index = 0; index < other.counts.length; index++) {
      this.counts[offset + index] += other.counts[index];
    }
  }

  /** The bucket of the value that has this rank, from 1 for the lowest. */
  bucketAt(rank: number): number {
    let seen = 0;
    for (let index = 0; index < this.counts.length; index++) {
      seen += this.counts[index];
      if (seen >= rank) {
        return this.first + index;
      }
    }
    throw new RangeError(`rank ${rank} is beyond the ${seen} values`);
  }

  /** The buckets that have values, in order, and how many. */
  filled(): Array<[bucket: number, count: number]> {
    return Array.from(this.counts, (count, index): [number, number] => [this.first + index, count]).filter(([, count]) => count > 0);
  }

  /** Makes room for these buckets, and the counts one's own. */
  private reach(from: number, to: number): void {
    const length = this.counts.length;
    if (length === 0) {
      this.first = from;
      this.counts = roomFor(to - from + 1);
      return;
    }
    const last = this.first + length - 1;
    const [low, high] = [from < this.first ? from - SLACK : this.first, to > last ? to + SLACK : last];
    if (this.shared || low < this.first || high > last) {
      const counts = roomFor(high - low + 1);
      for (let index = 0; index < length; index++) {
        counts[this.first - low + index] = this.counts[index];
      }
      this.counts = counts;
      this.first = low;
      this.shared = false;
    }
  }
}

function roomFor(buckets: number): Counts {
  return buckets < FEW ? new Array<number>(buckets).fill(0) : new Float64Array(buckets);
}

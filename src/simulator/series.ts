import { Distribution } from './distribution';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FORGET_EVERY = DAY / 4;

/**
 * How long datapoints are kept, and in what resolution afterwards.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
export const HIGH_RESOLUTION_AGE = 3 * HOUR;
const RETENTION = [
  { resolution: MINUTE, age: 15 * DAY },
  { resolution: 5 * MINUTE, age: 63 * DAY },
  { resolution: HOUR, age: 455 * DAY },
] as const;

export interface MetricId {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What was published of an interval; nobody sees it before the interval is over. */
export interface Published {
  readonly start: number;
  end: number;
  readonly values: Distribution;
}

type ByTime = Map<number, Published>;

/** A metric's datapoints in one unit. */
export interface Series {
  readonly id: MetricId;
  readonly unit: string;
  /** By their starts: those of shorter intervals by the minute that they are in, all others on their own. */
  readonly seconds: Map<number, Published[]>;
  readonly minutes: ByTime;
  /** What is too old to be kept by the minute: by five minutes, and by the hour. */
  readonly older: readonly [ByTime, ByTime];
  /** When to look next for what is too old; a map is slow to iterate right after its first entries were deleted. */
  lookAgain: number;
}

export function minuteOf(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}

/** A datapoint of an interval that has none yet. */
export function keep({ seconds, minutes }: Series, published: Published, interval: number): void {
  if (interval >= MINUTE) {
    minutes.set(published.start, published);
    return;
  }
  const minute = minuteOf(published.start);
  const inMinute = seconds.get(minute);
  if (inMinute) {
    inMinute.push(published);
  } else {
    seconds.set(minute, [published]);
  }
}

/** Of a minute and longer. */
export function resolutionsOf({ minutes, older: [fiveMinutes, hours] }: Series): Array<readonly [number, ByTime]> {
  return [[MINUTE, minutes], [5 * MINUTE, fiveMinutes], [HOUR, hours]];
}

/** What is too old for its resolution goes into the next one, or away. Maps keep the oldest first, but for what is put late. */
export function forget(series: Series, now: number): void {
  if (now < series.lookAgain) {
    return;
  }
  series.lookAgain = now + (series.seconds.size > 0 ? HOUR : FORGET_EVERY);
  const { seconds, minutes, older: [fiveMinutes, hours] } = series;
  for (const [minute, all] of seconds) {
    if (minute + MINUTE > now - HIGH_RESOLUTION_AGE) {
      break;
    }
    seconds.delete(minute);
    all.forEach((published) => mergeInto(minutes, published, MINUTE));
  }
  [minutes, fiveMinutes, hours].forEach((kept, index, all) => {
    for (const [time, published] of kept) {
      if (time >= now - RETENTION[index].age) {
        break;
      }
      kept.delete(time);
      if (index + 1 < all.length) {
        mergeInto(all[index + 1], published, RETENTION[index + 1].resolution);
      }
    }
  });
}

function mergeInto(kept: ByTime, { start: time, values }: Published, resolution: number): void {
  const start = Math.floor(time / resolution) * resolution;
  const merged = kept.get(start) ?? { start, end: start + resolution, values: new Distribution() };
  merged.values.merge(values);
  kept.set(start, merged);
}

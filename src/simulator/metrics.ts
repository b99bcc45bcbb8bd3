import { Distribution } from './distribution';
import type { Settings } from './settings';

export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FORGET_EVERY = DAY / 4;

/**
 * How long datapoints are kept, and in what resolution afterwards.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
const RETENTION = [
  { resolution: MINUTE, age: 15 * DAY },
  { resolution: 5 * MINUTE, age: 63 * DAY },
  { resolution: 60 * MINUTE, age: 455 * DAY },
] as const;

export interface MetricId {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Series {
  readonly id: MetricId;
  readonly unit: string;
  /** By the minute's start. */
  readonly minutes: Map<number, Distribution>;
  /** What is too old to be kept by the minute: by five minutes, and by the hour. */
  readonly older: readonly [Map<number, Distribution>, Map<number, Distribution>];
  /** When to look next for what is too old; a map is slow to iterate right after its first entries were deleted. */
  lookAgain: number;
}

/** A period of a metric in which there was something to report. */
export interface PeriodData {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly values: Distribution;
}

/** What a reader asks of a metric: periods of a length in milliseconds, from `start` up to, but without, `end`. */
export interface MetricQuery {
  readonly id: MetricId;
  readonly start: number;
  readonly end: number;
  readonly period: number;
  /** Only values published in this unit. */
  readonly unit?: string;
}

/**
 * The datapoints of all metrics, by the minute.
 *
 * Documented: one-minute resolution is the default of SageMaker's metrics.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export class Metrics {
  private readonly series = new Map<string, Series[]>();

  constructor(private readonly clock: { readonly now: Date }, private readonly settings: Settings) {}

  /** The distribution that values of this minute go into. */
  minuteOf(id: MetricId, unit: string, time: Date): Distribution {
    const minute = Math.floor(time.getTime() / MINUTE) * MINUTE;
    const series = this.seriesOf(id, unit);
    let values = series.minutes.get(minute);
    if (!values) {
      values = new Distribution();
      series.minutes.set(minute, values);
      forget(series, this.clock.now.getTime());
    }
    return values;
  }

  /**
   * The end of what alarms and queries see: minutes that ended `metricDelaySeconds` ago or earlier.
   *
   * Chosen: the services say only that datapoints take a while to arrive; here a minute arrives as a whole.
   */
  get visibleUntil(): number {
    return Math.floor((this.clock.now.getTime() - this.settings.metricDelaySeconds * 1000) / MINUTE) * MINUTE;
  }

  /** The periods that have data, oldest first. Periods without any are absent: no requests, no datapoint. */
  read({ id, start, end, period, unit }: MetricQuery): PeriodData[] {
    const all = (this.series.get(keyOf(id)) ?? []).filter((series) => unit === undefined || series.unit === unit);
    if (all.length === 1 && period === MINUTE && start % MINUTE === 0) {
      return this.minutesOf(all[0], start, end);
    }
    const periods = new Map<number, Distribution>();
    const last = Math.min(end, this.visibleUntil);
    for (const [resolution, kept] of all.flatMap(resolutionsOf).filter(([each]) => period % each === 0)) {
      for (let time = Math.ceil(start / resolution) * resolution; time < last; time += resolution) {
        const values = kept.get(time);
        if (values && values.count > 0) {
          const into = start + Math.floor((time - start) / period) * period;
          const merged = periods.get(into) ?? new Distribution();
          merged.merge(values);
          periods.set(into, merged);
        }
      }
    }
    return [...periods].sort(([a], [b]) => a - b).map(([from, values]) => ({ start: from, values }));
  }

  /** Nothing to merge: what is kept is what is read. */
  private minutesOf({ minutes }: Series, start: number, end: number): PeriodData[] {
    const found: PeriodData[] = [];
    const last = Math.min(end, this.visibleUntil);
    for (let minute = start; minute < last; minute += MINUTE) {
      const values = minutes.get(minute);
      if (values && values.count > 0) {
        found.push({ start: minute, values });
      }
    }
    return found;
  }

  /** The unit a metric was published in; the first one, if in several. */
  unitOf(id: MetricId): string | undefined {
    return this.series.get(keyOf(id))?.[0].unit;
  }

  /** The metrics with at least one visible datapoint; only recent ones count, if so many seconds are given. */
  list(activeWithin: number = Infinity): MetricId[] {
    const since = this.clock.now.getTime() - activeWithin * 1000;
    return [...this.series.values()]
      .filter((all) => all.flatMap(resolutionsOf).some(([, kept]) => [...kept.keys()].some((time) => time < this.visibleUntil && time >= since)))
      .map(([{ id }]) => id);
  }

  private seriesOf(id: MetricId, unit: string): Series {
    const key = keyOf(id);
    const all = this.series.get(key) ?? [];
    let series = all.find((candidate) => candidate.unit === unit);
    if (!series) {
      series = { id, unit, minutes: new Map(), older: [new Map(), new Map()], lookAgain: 0 };
      this.series.set(key, [...all, series]);
    }
    return series;
  }
}

function resolutionsOf({ minutes, older: [fiveMinutes, hours] }: Series): Array<readonly [number, ReadonlyMap<number, Distribution>]> {
  return [[MINUTE, minutes], [5 * MINUTE, fiveMinutes], [60 * MINUTE, hours]];
}

/** What is too old for its resolution goes into the next one, or away. Maps keep the oldest first, but for what is put late. */
function forget(series: Series, now: number): void {
  if (now < series.lookAgain) {
    return;
  }
  series.lookAgain = now + FORGET_EVERY;
  const { minutes, older: [fiveMinutes, hours] } = series;
  [minutes, fiveMinutes, hours].forEach((kept, index, all) => {
    for (const [time, values] of kept) {
      if (time >= now - RETENTION[index].age) {
        break;
      }
      kept.delete(time);
      if (index + 1 < all.length) {
        const into = Math.floor(time / RETENTION[index + 1].resolution) * RETENTION[index + 1].resolution;
        const merged = all[index + 1].get(into) ?? new Distribution();
        merged.merge(values);
        all[index + 1].set(into, merged);
      }
    }
  });
}

/** Alarms ask for the same metric every minute. */
const KEYS = new WeakMap<MetricId, string>();

function keyOf(id: MetricId): string {
  let key = KEYS.get(id);
  if (key === undefined) {
    key = written(id);
    KEYS.set(id, key);
  }
  return key;
}

function written({ namespace, metricName, dimensions }: MetricId): string {
  return JSON.stringify([namespace, metricName, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

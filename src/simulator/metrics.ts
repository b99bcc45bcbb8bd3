import { Distribution } from './distribution';
import { forget, HIGH_RESOLUTION_AGE, keep, MINUTE, minuteOf, resolutionsOf, SECOND } from './series';
import type { MetricId, Published, Series } from './series';
import type { Settings } from './settings';

export type { MetricId } from './series';

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
 * The datapoints of all metrics, by the minute unless they are published more often.
 *
 * Documented: one-minute resolution is the default of SageMaker's metrics.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export class Metrics {
  private readonly series = new Map<string, Series[]>();

  constructor(private readonly clock: { readonly now: Date }, private readonly settings: Settings) {}

  /** The distribution that values of this time go into, where they are published by intervals of that many milliseconds. */
  at(id: MetricId, unit: string, time: Date, interval: number = MINUTE): Distribution {
    const start = Math.floor(time.getTime() / interval) * interval;
    const series = this.seriesOf(id, unit);
    let published = interval < MINUTE
      ? series.seconds.get(minuteOf(start))?.find((one) => one.start === start)
      : series.minutes.get(start);
    if (!published) {
      published = { start, end: start + interval, values: new Distribution() };
      keep(series, published, interval);
      forget(series, this.clock.now.getTime());
    }
    published.end = Math.max(published.end, start + interval);
    return published.values;
  }

  /**
   * The end of what alarms and queries see in steps of a length: what ended `metricDelaySeconds` ago or earlier.
   *
   * Chosen: the services say only that datapoints take a while to arrive; here an interval arrives as a whole.
   */
  visibleUntil(step: number = MINUTE): number {
    return Math.floor(this.seenUntil / step) * step;
  }

  /** The periods that have data, oldest first. Periods without any are absent: no requests, no datapoint. */
  read(query: MetricQuery): PeriodData[] {
    const { id, start, end, period, unit } = query;
    const all = (this.series.get(keyOf(id)) ?? []).filter((series) => unit === undefined || series.unit === unit);
    if (all.length === 1 && all[0].seconds.size === 0 && period === MINUTE && start % MINUTE === 0) {
      return this.minutesOf(all[0], start, end);
    }
    const periods = new Map<number, Distribution>();
    for (const series of all) {
      for (const one of this.published(series, query)) {
        if (one.start >= start && one.start < end && one.end <= this.seenUntil && one.values.count > 0) {
          const into = start + Math.floor((one.start - start) / period) * period;
          const merged = periods.get(into) ?? new Distribution();
          merged.merge(one.values);
          periods.set(into, merged);
        }
      }
    }
    return [...periods].sort(([a], [b]) => a - b).map(([from, values]) => ({ start: from, values }));
  }

  /** Nothing to merge: what is kept is what is read. */
  private minutesOf({ minutes }: Series, start: number, end: number): PeriodData[] {
    const found: PeriodData[] = [];
    const [last, seen] = [Math.min(end, this.visibleUntil()), this.seenUntil];
    for (let minute = start; minute < last; minute += MINUTE) {
      const published = minutes.get(minute);
      if (published && published.end <= seen && published.values.count > 0) {
        found.push({ start: minute, values: published.values });
      }
    }
    return found;
  }

  /**
   * What there is around a range, in each resolution that fits into the periods asked for.
   *
   * Documented: what is published more often than every minute is kept so for three hours, and by the minute from then on.
   */
  private* published(series: Series, { start, end, period }: MetricQuery): Iterable<Published> {
    const last = Math.min(end, this.seenUntil);
    if (series.seconds.size > 0) {
      const oldest = period < MINUTE ? this.clock.now.getTime() - HIGH_RESOLUTION_AGE : 0;
      for (let minute = minuteOf(Math.max(start, oldest)); minute < last; minute += MINUTE) {
        yield* series.seconds.get(minute) ?? [];
      }
    }
    for (const [resolution, kept] of resolutionsOf(series).filter(([each]) => period % each === 0)) {
      for (let time = Math.ceil(start / resolution) * resolution; time < last; time += resolution) {
        const published = kept.get(time);
        if (published) {
          yield published;
        }
      }
    }
  }

  /** The unit a metric was published in; the first one, if in several. */
  unitOf(id: MetricId): string | undefined {
    return this.series.get(keyOf(id))?.[0].unit;
  }

  /** The metrics with at least one visible datapoint; only recent ones count, if so many seconds are given. */
  list(activeWithin: number = Infinity): MetricId[] {
    const since = this.clock.now.getTime() - activeWithin * SECOND;
    const isSeen = ({ start, end }: Published): boolean => end <= this.seenUntil && start >= since;
    return [...this.series.values()]
      .filter((all) => all.some((series) => [...series.seconds.values()].some((minute) => minute.some(isSeen))
        || resolutionsOf(series).some(([, kept]) => [...kept.values()].some(isSeen))))
      .map(([{ id }]) => id);
  }

  private get seenUntil(): number {
    return this.clock.now.getTime() - this.settings.metricDelaySeconds * SECOND;
  }

  private seriesOf(id: MetricId, unit: string): Series {
    const key = keyOf(id);
    const all = this.series.get(key) ?? [];
    let series = all.find((candidate) => candidate.unit === unit);
    if (!series) {
      series = { id, unit, seconds: new Map(), minutes: new Map(), older: [new Map(), new Map()], lookAgain: 0 };
      this.series.set(key, [...all, series]);
    }
    return series;
  }
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

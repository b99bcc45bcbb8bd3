import { Distribution } from './distribution';
import type { Settings } from './settings';

export const MINUTE = 60_000;

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
    const { minutes } = this.seriesOf(id, unit);
    const values = minutes.get(minute) ?? new Distribution();
    minutes.set(minute, values);
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
    for (const { minutes } of all) {
      for (let minute = Math.ceil(start / MINUTE) * MINUTE; minute < Math.min(end, this.visibleUntil); minute += MINUTE) {
        const values = minutes.get(minute);
        if (values && values.count > 0) {
          const into = start + Math.floor((minute - start) / period) * period;
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
      .filter((all) => all.some(({ minutes }) => [...minutes.keys()].some((minute) => minute < this.visibleUntil && minute >= since)))
      .map(([{ id }]) => id);
  }

  private seriesOf(id: MetricId, unit: string): Series {
    const key = keyOf(id);
    const all = this.series.get(key) ?? [];
    let series = all.find((candidate) => candidate.unit === unit);
    if (!series) {
      series = { id, unit, minutes: new Map() };
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

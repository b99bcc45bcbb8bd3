import type { MetricId } from '../simulator/metrics';
import type { World } from '../simulator/world';

/** An alarm that could not go off, since metrics that it watches had no data. */
export interface SilentAlarm {
  readonly alarmName: string;
  /** Namespace and name of each metric without data. */
  readonly metrics: readonly string[];
}

/** The alarms that watch what nothing has published so far, such as a metric of one's own that no scenario has a value of. */
export function silentAlarms({ cloudwatch: { alarms, metrics } }: World): SilentAlarm[] {
  const published = new Set(metrics.list().map(keyOf));
  return alarms.all().flatMap(({ name, watched }) => {
    const missing = watched.filter((id) => !published.has(keyOf(id)));
    return missing.length === 0 ? [] : [{ alarmName: name, metrics: missing.map(({ namespace, metricName }) => `${namespace} ${metricName}`) }];
  });
}

/** One line that says so, and what to do where a scenario can say what the metric comes to. */
export function silenceInWords({ alarmName, metrics }: SilentAlarm): string {
  const own = metrics.some((metric) => !metric.startsWith('AWS/SageMaker '));
  return `${alarmName} had no data (${[...new Set(metrics)].join(', ')}) and could not go off${own ? ': give its values as `metrics` of each version\'s behaviour in a scenario' : ''}.`;
}

function keyOf({ namespace, metricName, dimensions }: MetricId): string {
  return JSON.stringify([namespace, metricName, Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1))]);
}

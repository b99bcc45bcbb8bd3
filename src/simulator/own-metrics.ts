import type { Metrics } from './metrics';

/** A metric that the container publishes, or the app that calls it, with a value for each answer of the model. */
export interface OwnMetric {
  readonly namespace: string;
  readonly metricName: string;
  /** @default - none */
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly value: number;
  /** @default 'None' */
  readonly unit?: string;
}

interface Answered {
  readonly time: Date;
  readonly answered: number;
}

/** Chosen: one value for each request that was answered without an error, in the minute of the request. */
export function publishOwn(metrics: Metrics, own: readonly OwnMetric[], { time, answered }: Answered): void {
  for (const { namespace, metricName, dimensions = {}, value, unit = 'None' } of answered > 0 ? own : []) {
    metrics.at({ namespace, metricName, dimensions }, unit, time).add(value, answered);
  }
}

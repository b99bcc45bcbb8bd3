import { paginateGetMetricData, type CloudWatchClient, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { INVOCATION_NAMESPACE } from '../rollout/endpoint-metrics';

/** What CloudWatch has of one fleet of a variant, or of the variant as a whole: one point a minute in which there was traffic. */
export interface VariantMetrics {
  readonly invocationsPerMinute: readonly Point[];
  /** Requests answered with a 5XX status. */
  readonly serverErrorsPerMinute: readonly Point[];
  /** 0 to 100. */
  readonly serverErrorPercent: readonly Point[];
  readonly latencyP99Milliseconds: readonly Point[];
  readonly latencyAverageMilliseconds: readonly Point[];
}

/** A minute, by its beginning, and a value. */
export interface Point {
  readonly time: Date;
  readonly value: number;
}

export interface VariantOfEndpoint {
  readonly endpointName: string;
  readonly variantName: string;
  /** The fleet of this config only. */
  readonly endpointConfigName?: string;
}

const MICROSECONDS_PER_MILLISECOND = 1000;

// metric, statistic, factor
const QUERIES: Readonly<Record<keyof VariantMetrics, readonly [metricName: string, statistic: string, factor: number]>> = {
  invocationsPerMinute: ['Invocations', 'Sum', 1],
  serverErrorsPerMinute: ['Invocation5XXErrors', 'Sum', 1],
  serverErrorPercent: ['Invocation5XXErrors', 'Average', 100],
  latencyP99Milliseconds: ['ModelLatency', 'p99', 1 / MICROSECONDS_PER_MILLISECOND],
  latencyAverageMilliseconds: ['ModelLatency', 'Average', 1 / MICROSECONDS_PER_MILLISECOND],
};

/** Reads the metrics of an endpoint's variant as any client does, with GetMetricData. */
export async function measure(cloudwatch: CloudWatchClient, variant: VariantOfEndpoint, from: Date, to: Date): Promise<VariantMetrics> {
  const points = new Map<string, Point[]>(Object.keys(QUERIES).map((id) => [id, []]));
  const MetricDataQueries = Object.entries(QUERIES).map(([Id, [MetricName, Stat]]): MetricDataQuery => ({
    Id,
    MetricStat: { Metric: { Namespace: INVOCATION_NAMESPACE, MetricName, Dimensions: dimensionsOf(variant) }, Period: 60, Stat },
  }));
  const pages = paginateGetMetricData({ client: cloudwatch }, { MetricDataQueries, StartTime: from, EndTime: to, ScanBy: 'TimestampAscending' });
  for await (const page of pages) {
    for (const { Id, Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const factor = QUERIES[Id as keyof VariantMetrics][2];
      points.get(Id!)!.push(...Timestamps.map((time, index) => ({ time, value: Values[index] * factor })));
    }
  }
  return Object.fromEntries(points) as unknown as VariantMetrics;
}

function dimensionsOf({ endpointName, variantName, endpointConfigName }: VariantOfEndpoint): Array<{ Name: string; Value: string }> {
  return [
    { Name: 'EndpointName', Value: endpointName },
    { Name: 'VariantName', Value: variantName },
    ...(endpointConfigName === undefined ? [] : [{ Name: 'EndpointConfigName', Value: endpointConfigName }]),
  ];
}

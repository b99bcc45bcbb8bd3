import { CloudWatchClient, paginateGetMetricData, type MetricDataQuery, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';

/** Which metrics of which fleet, in which time. */
export interface MeasuredVariant {
  readonly endpointName: string;
  readonly variantName: string;
  readonly from: Date;
  readonly to: Date;
  readonly periodSeconds: number;
}

/** One period of an endpoint's metrics in which there was traffic. */
export interface MeasuredPeriod {
  readonly time: Date;
  readonly requests: number;
  readonly serverErrors: number;
  readonly clientErrors: number;
  /** In milliseconds. */
  readonly latency?: { readonly p50: number; readonly p99: number };
}

const MICROSECONDS_PER_MILLISECOND = 1000;

// id, metric, statistic: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
const METRICS = [
  ['invocations', 'Invocations', 'Sum'],
  ['serverErrors', 'Invocation5XXErrors', 'Sum'],
  ['clientErrors', 'Invocation4XXErrors', 'Sum'],
  ['latencyP50', 'ModelLatency', 'p50'],
  ['latencyP99', 'ModelLatency', 'p99'],
] as const;

type Id = typeof METRICS[number][0];

/** What to ask GetMetricData for, with the ids by which its answer is read. */
export function queriesOf({ endpointName, variantName, periodSeconds }: MeasuredVariant): MetricDataQuery[] {
  const Dimensions = [{ Name: 'EndpointName', Value: endpointName }, { Name: 'VariantName', Value: variantName }];
  return METRICS.map(([Id, MetricName, Stat]) =>
    ({ Id, MetricStat: { Metric: { Namespace: INVOCATION_NAMESPACE, MetricName, Dimensions }, Period: periodSeconds, Stat } }));
}

/** Asks CloudWatch, with the credentials and in the region that every AWS client would take. */
export async function measureVariant(variant: MeasuredVariant, region?: string): Promise<MetricDataResult[]> {
  const { from, to } = variant;
  const cloudwatch = new CloudWatchClient({ ...(region !== undefined && { region }) });
  try {
    const pages = paginateGetMetricData({ client: cloudwatch }, { MetricDataQueries: queriesOf(variant), StartTime: from, EndTime: to });
    const results: MetricDataResult[] = [];
    for await (const page of pages) {
      results.push(...(page.MetricDataResults ?? []));
    }
    return results;
  } finally {
    cloudwatch.destroy();
  }
}

/** What GetMetricData answered, by time; an answer may come in several pages, in any order, and with times as texts. */
export function periodsOf(results: readonly MetricDataResult[]): MeasuredPeriod[] {
  const values = new Map<Id, Map<number, number>>(METRICS.map(([id]) => [id, new Map()]));
  for (const { Id, Timestamps = [], Values = [] } of results) {
    Timestamps.forEach((time, index) => values.get(Id as Id)?.set(new Date(time).getTime(), Values[index]));
  }
  const at = (id: Id, time: number): number | undefined => values.get(id)!.get(time);
  return [...values.get('invocations')!].sort(([left], [right]) => left - right).map(([time, requests]) => {
    const [p50, p99] = [at('latencyP50', time), at('latencyP99', time)];
    return {
      time: new Date(time),
      requests,
      serverErrors: at('serverErrors', time) ?? 0,
      clientErrors: at('clientErrors', time) ?? 0,
      ...(p50 !== undefined && p99 !== undefined && {
        latency: { p50: p50 / MICROSECONDS_PER_MILLISECOND, p99: p99 / MICROSECONDS_PER_MILLISECOND },
      }),
    };
  });
}

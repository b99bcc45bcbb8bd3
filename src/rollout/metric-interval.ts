/** What an endpoint config says of its metrics, in the API's own spelling. */
export interface MetricsConfig {
  readonly EnableEnhancedMetrics?: boolean;
  readonly MetricPublishFrequencyInSeconds?: number;
}

/** How often the service can publish an endpoint's metrics, in seconds. */
export const PUBLISH_FREQUENCIES: readonly number[] = [10, 30, 60, 120, 180, 240, 300];

export const PUBLISH_FREQUENCIES_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html';

/** How often it publishes metrics of requests unless enhanced metrics say otherwise. */
export const METRIC_INTERVAL_SECONDS = 60;

/**
 * How often the service publishes the metrics of an endpoint's requests, in seconds: the frequency counts for them with enhanced metrics only.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html
 */
export function requestMetricInterval({ EnableEnhancedMetrics, MetricPublishFrequencyInSeconds }: MetricsConfig = {}): number {
  return EnableEnhancedMetrics === true ? MetricPublishFrequencyInSeconds ?? METRIC_INTERVAL_SECONDS : METRIC_INTERVAL_SECONDS;
}

/**
 * The period in which an alarm gets a datapoint, in seconds; Infinity if it gets none.
 *
 * An alarm of periods below a minute on a metric of every minute sees nothing; one that looks more often than its metric is published waits for it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function periodWithData(periodSeconds: number, metricIntervalSeconds: number): number {
  const blind = periodSeconds < METRIC_INTERVAL_SECONDS && metricIntervalSeconds >= METRIC_INTERVAL_SECONDS;
  return blind ? Infinity : Math.max(periodSeconds, metricIntervalSeconds);
}

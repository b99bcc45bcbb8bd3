import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { variantMetric, whereItIs, type MetricSource } from './private/variant-metric';

/**
 * The metrics that SageMaker publishes about the processing of a variant's asynchronous requests, in the namespace `AWS/SageMaker` and for all
 * fleets together. The default period is one minute.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 * @example
 * endpoint.variant('AllTraffic').asynchronous.metricTimeInBacklog({ statistic: 'Maximum' });
 */
export class AsyncVariantMetrics {
  /** @internal */
  public static _of(endpoint: IConstruct, source: MetricSource): AsyncVariantMetrics {
    return new AsyncVariantMetrics(endpoint, source);
  }

  private constructor(private readonly endpoint: IConstruct, private readonly source: MetricSource) {}

  /** The number of requests that were processed (sum). */
  public metricInvocationsProcessed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.count('InvocationsProcessed', options);
  }

  /** The number of requests that failed, for any reason (sum). */
  public metricInvocationFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.count('InvocationFailures', options);
  }

  /** The number of requests that failed because they waited longer than allowed (sum). */
  public metricExpiredRequests(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.count('ExpiredRequests', options);
  }

  /** The number of requests that failed because they could not be read from Amazon S3 (sum). */
  public metricRequestDownloadFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.count('RequestDownloadFailures', options);
  }

  /** The number of requests that failed because the response could not be written to Amazon S3 (sum). */
  public metricResponseUploadFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.count('ResponseUploadFailures', options);
  }

  /** The number of notifications that could not be published (sum). */
  public metricNotificationFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.count('NotificationFailures', options);
  }

  /** The time to read a request from Amazon S3, in microseconds (average). */
  public metricRequestDownloadLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.time('RequestDownloadLatency', options);
  }

  /** The time to write a response to Amazon S3, in microseconds (average). */
  public metricResponseUploadLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.time('ResponseUploadLatency', options);
  }

  /** The time a request waits before it is processed, in microseconds (average). */
  public metricTimeInBacklog(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.time('TimeInBacklog', options);
  }

  /** The time from a request's arrival until its processing has finished, in milliseconds (average). */
  public metricTotalProcessingTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.time('TotalProcessingTime', options);
  }

  private count(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  private time(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  private metric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return whereItIs(this.endpoint, variantMetric(this.source, metricName, { period: Duration.minutes(1), ...options }), options);
  }
}

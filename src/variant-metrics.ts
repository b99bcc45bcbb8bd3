import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { variantMetric, type MetricSource } from './private/variant-metric';

/**
 * The metrics that SageMaker publishes about the requests to a variant, in the namespace `AWS/SageMaker`. The default period is one minute.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 * @example
 * VariantMetrics.of('churn', 'AllTraffic').metricInvocations();
 */
export class VariantMetrics {
  /**
   * The metrics of a variant of any endpoint, such as one of `GuardedEndpoint.fromEndpointName`.
   *
   * @param endpointConfigName the config whose fleet is meant; without it, all fleets together
   */
  public static of(endpointName: string, variantName: string, endpointConfigName?: string): VariantMetrics {
    return new VariantMetrics(endpointName, variantName, endpointConfigName);
  }

  private readonly source: MetricSource;

  protected constructor(endpointName: string, variantName: string, endpointConfigName?: string) {
    this.source = { endpointName, variantName, endpointConfigName };
  }

  /** A metric by its name. */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return variantMetric(this.source, metricName, { period: Duration.minutes(1), ...options });
  }

  /** The number of requests (sum). */
  public metricInvocations(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Invocations', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The number of requests per instance (sum). */
  public metricInvocationsPerInstance(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('InvocationsPerInstance', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The number of requests that failed with a 5XX status (sum). The average is their share of all requests, from 0 to 1. */
  public metricServerErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Invocation5XXErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The number of requests that were refused with a 4XX status (sum). The average is their share of all requests, from 0 to 1. */
  public metricClientErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Invocation4XXErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The number of requests that the container did not answer with a 2XX status (sum). The average is their share of all requests, from 0 to 1. */
  public metricModelErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('InvocationModelErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The time the model takes to answer, in microseconds (p99). */
  public metricModelLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ModelLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  /** The time SageMaker adds to the model's, in microseconds (p99). */
  public metricOverheadLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('OverheadLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  /** The time until the first part of a streamed answer is sent, in microseconds (p99). */
  public metricFirstChunkLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('FirstChunkLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  /** The time the model takes until the first part of a streamed answer, in microseconds (p99). */
  public metricFirstChunkModelLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('FirstChunkModelLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  /** The time SageMaker adds until the first part of a streamed answer, in microseconds (p99). */
  public metricFirstChunkOverheadLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('FirstChunkOverheadLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  /** The number of streamed responses that failed after they had begun, which do not count as 5XX (sum). */
  public metricMidStreamErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('MidStreamErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The concurrent requests per model, published every ten seconds (maximum). */
  public metricConcurrentRequestsPerModel(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ConcurrentRequestsPerModel', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
  }
}

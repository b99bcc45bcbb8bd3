import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { instanceMetric, variantMetric, whereItIs, type MetricSource } from './private/variant-metric';

/**
 * What the service publishes of one of several containers that are asked directly (`ModelSource.fromDirectContainers`), of all fleets together: over one minute
 * unless told otherwise.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-metrics.html
 * @example
 * endpoint.variant('AllTraffic').container('tokenizer').metricContainerLatency();
 */
export class ContainerMetrics {
  /** @internal */
  public static _of(endpoint: IConstruct, source: MetricSource, hostname: string): ContainerMetrics {
    return new ContainerMetrics(endpoint, source, hostname);
  }

  private constructor(private readonly endpoint: IConstruct, private readonly source: MetricSource, private readonly hostname: string) {}

  /** The number of requests to the container (sum). */
  public metricInvocations(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requests('Invocations', cloudwatch.Stats.SUM, options);
  }

  /** The number of requests that it did not answer, 5XX (sum). The average is their share of all requests, from 0 to 1. */
  public metricServerErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requests('Invocation5XXErrors', cloudwatch.Stats.SUM, options);
  }

  /** The number of requests that it refused, 4XX (sum). The average is their share of all requests, from 0 to 1. */
  public metricClientErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requests('Invocation4XXErrors', cloudwatch.Stats.SUM, options);
  }

  /** The time the container takes to answer, in microseconds (average). */
  public metricContainerLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requests('ContainerLatency', cloudwatch.Stats.AVERAGE, options);
  }

  /** The time SageMaker adds to the container's, in microseconds (average). */
  public metricOverheadLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requests('OverheadLatency', cloudwatch.Stats.AVERAGE, options);
  }

  /** The container's use of the CPUs in percent of one of them (average over all instances). */
  public metricCpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('CPUUtilization', options);
  }

  /** The container's use of the memory in percent (average over all instances). */
  public metricMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('MemoryUtilization', options);
  }

  private requests(metricName: string, statistic: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return whereItIs(this.endpoint, variantMetric(this.source, metricName, this.ofContainer({ statistic, ...options })), options);
  }

  private instances(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const average = { statistic: cloudwatch.Stats.AVERAGE, ...options };
    return whereItIs(this.endpoint, instanceMetric(this.source, metricName, this.ofContainer(average)), options);
  }

  private ofContainer(options: cloudwatch.MetricOptions): cloudwatch.MetricOptions {
    return { period: Duration.minutes(1), ...options, dimensionsMap: { ContainerName: this.hostname, ...options.dimensionsMap } };
  }
}

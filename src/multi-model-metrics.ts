import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { instanceMetric, variantMetric, whereItIs, type MetricSource } from './private/variant-metric';

/**
 * What the service publishes of a multi-model endpoint's loading of models, of all fleets together: over one minute unless told otherwise.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html#cloudwatch-metrics-multimodel-endpoints
 * @example
 * endpoint.variant('AllTraffic').multiModel.metricModelLoadingWaitTime({ statistic: 'Maximum' });
 */
export class MultiModelMetrics {
  /** @internal */
  public static _of(endpoint: IConstruct, source: MetricSource): MultiModelMetrics {
    return new MultiModelMetrics(endpoint, source);
  }

  private constructor(private readonly endpoint: IConstruct, private readonly source: MetricSource) {}

  /** The time a request waits until its model is downloaded and loaded, in microseconds (average). */
  public metricModelLoadingWaitTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.loading('ModelLoadingWaitTime', options);
  }

  /** The time to download a model from Amazon S3, in microseconds (average). */
  public metricModelDownloadingTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.loading('ModelDownloadingTime', options);
  }

  /** The time the container takes to load a model, in microseconds (average). */
  public metricModelLoadingTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.loading('ModelLoadingTime', options);
  }

  /** The time the container takes to unload a model, in microseconds (average). */
  public metricModelUnloadingTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.loading('ModelUnloadingTime', options);
  }

  /** The share of requests whose model was loaded already, from 0 to 1 (average). The sum is their number. */
  public metricModelCacheHit(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.loading('ModelCacheHit', options);
  }

  /** The number of models that an instance has loaded (average). The sum is that of all instances together. */
  public metricLoadedModelCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return whereItIs(this.endpoint, instanceMetric(this.source, 'LoadedModelCount', { ...DEFAULTS, ...options }), options);
  }

  private loading(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return whereItIs(this.endpoint, variantMetric(this.source, metricName, { ...DEFAULTS, ...options }), options);
  }
}

const DEFAULTS = { statistic: cloudwatch.Stats.AVERAGE, period: Duration.minutes(1) };

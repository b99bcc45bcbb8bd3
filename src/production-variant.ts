import { aws_cloudwatch as cloudwatch, Duration, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { variantMetric } from './private/variant-metric';

/** What every variant of an endpoint is made of. Values that are tokens pass unchecked. */
export interface VariantOptions {
  /** The model: the one of this package, one of aws-cdk-lib, or any other that has a `modelRef`. */
  readonly model: sagemaker.IModelRef;

  /** The type of instance, such as `ml.m5.xlarge`. */
  readonly instanceType: string;

  /**
   * The variant's name: up to 63 letters, digits and hyphens.
   *
   * The service guards an update only where the new variants have the names of the old ones, so do not name it after a version.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * The number of instances, at least 1.
   *
   * @default 2, the smallest fleet that can be split
   */
  readonly initialInstanceCount?: number;
}

/** A production variant: a model and the instances that serve it. */
export interface ProductionVariantProps extends VariantOptions {
  /**
   * The variant's share of the traffic, relative to the weights of the others. 0 means that it gets none.
   *
   * @default 1
   */
  readonly initialVariantWeight?: number;
}

/** A production variant of an endpoint, for what can be done with it afterwards. */
export class ProductionVariant {
  /** @internal */
  public static _of(endpointName: string, variantName: string): ProductionVariant {
    return new ProductionVariant(endpointName, variantName);
  }

  private constructor(private readonly endpointName: string, public readonly variantName: string) {}

  /**
   * A metric of this variant, of all its fleets together, in the namespace `AWS/SageMaker`.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return variantMetric({ endpointName: this.endpointName, variantName: this.variantName }, metricName, { period: Duration.minutes(1), ...options });
  }

  /** The number of requests (sum, over one minute unless told otherwise). */
  public metricInvocations(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Invocations', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The number of requests that were not answered, 5XX (sum). The average is their share of all requests, from 0 to 1. */
  public metricServerErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Invocation5XXErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The number of requests that were refused, 4XX (sum). The average is their share of all requests, from 0 to 1. */
  public metricClientErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Invocation4XXErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** The time the model takes to answer, in microseconds (p99). */
  public metricModelLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ModelLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  /** The time SageMaker adds to the model's, in microseconds (p99). */
  public metricOverheadLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('OverheadLatency', { statistic: cloudwatch.Stats.p(99), ...options });
  }
}

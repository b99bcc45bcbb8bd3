import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';

/** Whose requests a metric counts. */
export interface MetricSource {
  readonly endpointName: string;
  readonly variantName: string;
  /** Only the fleet of this endpoint config; absent for all fleets of the variant together. */
  readonly endpointConfigName?: string;
}

/**
 * An invocation metric of a variant. The service publishes none without both the endpoint's and the variant's name.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export function variantMetric(source: MetricSource, metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/SageMaker',
    metricName,
    ...options,
    dimensionsMap: {
      EndpointName: source.endpointName,
      VariantName: source.variantName,
      ...(source.endpointConfigName !== undefined && { EndpointConfigName: source.endpointConfigName }),
      ...options.dimensionsMap,
    },
  });
}

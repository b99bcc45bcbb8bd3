import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { INSTANCE_NAMESPACE, INVOCATION_NAMESPACE } from '../rollout/endpoint-metrics';

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
    namespace: INVOCATION_NAMESPACE,
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

/**
 * A metric of the instances of a variant, of all its fleets together.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html#cloudwatch-metrics-jobs
 */
export function instanceMetric(
  { endpointName, variantName }: MetricSource, metricName: string, options: cloudwatch.MetricOptions,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: INSTANCE_NAMESPACE,
    metricName,
    ...options,
    dimensionsMap: { EndpointName: endpointName, VariantName: variantName, ...options.dimensionsMap },
  });
}

/** A metric of an asynchronous endpoint's queue, which has no variant. */
export function queueMetric(endpointName: string, metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: INVOCATION_NAMESPACE,
    metricName,
    statistic: cloudwatch.Stats.AVERAGE,
    period: Duration.minutes(1),
    ...options,
    dimensionsMap: { EndpointName: endpointName, ...options.dimensionsMap },
  });
}

/** The metric where its endpoint is: a dashboard of another region looks there, and an alarm of another region is refused. */
export function whereItIs(endpoint: IConstruct, metric: cloudwatch.Metric, { region, account }: cloudwatch.MetricOptions): cloudwatch.Metric {
  return region === undefined && account === undefined ? metric.attachTo(endpoint) : metric;
}

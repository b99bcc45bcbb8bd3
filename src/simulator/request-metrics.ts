import type { Distribution } from './distribution';
import type { Route } from './endpoint';
import type { MetricId, Metrics } from './metrics';

export const NAMESPACE = 'AWS/SageMaker';

/** Requests that took the same route in the same minute. */
export interface Requests {
  readonly endpointName: string;
  readonly route: Pick<Route, 'fleet' | 'variant'>;
  readonly time: Date;
  readonly count: number;
  readonly serverErrors: number;
  readonly clientErrors: number;
  /** In microseconds. */
  readonly modelLatency: Distribution;
  readonly overheadLatency: Distribution;
}

/**
 * Publishes what SageMaker publishes of requests, for the variant and for the variant in this fleet.
 *
 * Documented: names, units, dimensions, and that errors are 1 or 0 for each request.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export function publishRequests(metrics: Metrics, requests: Requests): void {
  if (requests.count === 0) {
    return;
  }
  const { fleet, variant } = requests.route;
  const onVariant = { EndpointName: requests.endpointName, VariantName: variant.variant.VariantName };
  for (const dimensions of [onVariant, { ...onVariant, EndpointConfigName: fleet.config.name }]) {
    publishWith(metrics, requests, dimensions);
  }
}

function publishWith(metrics: Metrics, requests: Requests, dimensions: MetricId['dimensions']): void {
  const { count, serverErrors, clientErrors, time } = requests;
  const into = (metricName: string, unit: string) => metrics.minuteOf({ namespace: NAMESPACE, metricName, dimensions }, unit, time);
  const zeroOrOne = (metricName: string, ones: number) => {
    const values = into(metricName, 'None');
    values.add(1, ones);
    values.add(0, count - ones);
  };
  zeroOrOne('Invocations', count);
  zeroOrOne('Invocation5XXErrors', serverErrors);
  zeroOrOne('Invocation4XXErrors', clientErrors);
  zeroOrOne('InvocationModelErrors', serverErrors + clientErrors);
  into('InvocationsPerInstance', 'None').add(1 / requests.route.variant.instances, count);
  into('ModelLatency', 'Microseconds').merge(requests.modelLatency);
  into('OverheadLatency', 'Microseconds').merge(requests.overheadLatency);
}

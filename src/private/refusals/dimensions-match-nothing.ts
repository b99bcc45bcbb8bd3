import { Token } from 'aws-cdk-lib';
import { listed } from '../faults';
import { isInvocationMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html';

/** Refuses dimensions under which the service will never publish anything: such an alarm has no data, and no alarm without data goes off. */
export const dimensionsMatchNothing: AlarmRule = ({ name, metric }, { endpointName, endpointConfigName, fleet }) => {
  if (!isInvocationMetric(metric)) {
    return undefined;
  }
  const { EndpointName, VariantName, EndpointConfigName } = metric.dimensions;
  const missing = ['EndpointName', 'VariantName'].filter((dimension) => metric.dimensions[dimension] === undefined);
  const remedy = 'use a metric of endpoint.variant(...), such as metricInvocations(), or a guardrail by its name';
  if (missing.length > 0) {
    return `guardrail ${name} is on ${metric.metricName} without ${missing.join(' and ')}, but the service publishes it with EndpointName and VariantName only `
      + `(${PAGE}), so the alarm would never have data; ${remedy}`;
  }
  const variantNames = fleet.map((variant) => variant.variantName);
  const known = ![VariantName, ...variantNames].some((value) => Token.isUnresolved(value));
  if (EndpointName === endpointName && known && !variantNames.includes(VariantName)) {
    return `guardrail ${name} is on ${metric.metricName} of variant '${VariantName}', there ${variantNames.length === 1 ? 'is' : 'are'} ${listed(variantNames)}, `
      + `so the alarm would never have data; ${remedy}`;
  }
  if (EndpointName === endpointName && EndpointConfigName !== undefined && EndpointConfigName !== endpointConfigName) {
    return `guardrail ${name} is on the fleet of endpoint config '${EndpointConfigName}', which is not the one that this app deploys, `
      + 'so it would not see the green fleet; leave the dimension EndpointConfigName out, or use a guardrail by its name';
  }
  return undefined;
};

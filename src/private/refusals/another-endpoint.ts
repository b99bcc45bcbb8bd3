import { Token } from 'aws-cdk-lib';
import { isInvocationMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of an alarm on a metric of some other endpoint: most often a name that was changed in one place only. */
export const anotherEndpoint: AlarmRule = ({ name, metric }, { endpointName }) => {
  const watched = isInvocationMetric(metric) ? metric.dimensions.EndpointName : undefined;
  if (watched === undefined || [watched, endpointName].some((value) => Token.isUnresolved(value)) || watched === endpointName) {
    return undefined;
  }
  return `guardrail ${name} is on endpoint '${watched}', but guards '${endpointName}', so it does not see this endpoint's models fail; `
    + `use EndpointName: '${endpointName}', or acknowledge this if the other endpoint shall stop this one's updates`;
};

import { Token } from 'aws-cdk-lib';
import { isVariantMetric, metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of an alarm on a metric of some other endpoint: most often a name that was changed in one place only. */
export const anotherEndpoint: AlarmRule = (alarm, { endpointName, named }) => {
  if (!named || Token.isUnresolved(endpointName)) {
    return undefined;
  }
  const others = metricsOf(alarm).filter(isVariantMetric).flatMap(({ dimensions }) => dimensions.EndpointName ?? [])
    .filter((watched) => !Token.isUnresolved(watched) && watched !== endpointName);
  return others.length === 0 ? undefined
    : `guardrail ${alarm.name} is on endpoint '${others[0]}', but guards '${endpointName}', so it does not see this endpoint's models fail; `
      + `use EndpointName: '${endpointName}', or acknowledge this if the other endpoint is meant to stop this one's updates`;
};

import { Token } from 'aws-cdk-lib';
import type { Faults } from './faults';

/** The traffic that is expected, as far as it is known. */
export function expectedTraffic(faults: Faults, requestsPerSecond: number | undefined): number | undefined {
  if (requestsPerSecond === undefined || Token.isUnresolved(requestsPerSecond)) {
    return undefined;
  }
  if (!(requestsPerSecond >= 0 && requestsPerSecond < Infinity)) {
    faults.add(`expectedRequestsPerSecond is ${requestsPerSecond}, at least 0 is needed; leave it out if it is not known`);
  }
  return requestsPerSecond;
}

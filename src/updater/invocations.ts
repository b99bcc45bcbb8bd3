import { GetMetricStatisticsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { secondsSince } from './deadline';
import { later, type GateState } from './gate';
import { nameOf } from './log';
import type { EndpointSeen } from './observe';
import type { Ports } from './ports';
import type { Ticket } from './ticket';
import { INVOCATION_NAMESPACE } from '../rollout/endpoint-metrics';
import { sum } from '../rollout/sum';

/** How long the last minute of a metric may take to arrive. */
const PUBLICATION_SECONDS = 180;

/** Silence proves nothing: an update that too few requests have tried is no success. */
export async function countInvocations(ports: Ports, ticket: Ticket, seen: EndpointSeen): Promise<GateState> {
  const { minimumInvocations } = ticket.rollout.verification ?? {};
  // The golden requests come afterwards, and would be counted.
  if (minimumInvocations === undefined || ticket.requestsPassed !== undefined || ticket.hook?.name === 'afterUpdate') {
    return { result: 'passed', ticket };
  }
  const invocations = await invocationsOf(ports.cloudwatch, ticket, seen);
  ports.log('verification', { ...nameOf(ticket), invocations, minimumInvocations });
  if (invocations >= minimumInvocations) {
    return { result: 'passed', ticket };
  }
  return secondsSince(ports.now(), seen.lastModified) < PUBLICATION_SECONDS
    ? later(ports, ticket, 'the metrics of the new fleet')
    : {
      result: 'stopped',
      because: 'inconclusive',
      finding: `the new fleet got ${invocations} request${invocations === 1 ? '' : 's'} while it was watched, ${minimumInvocations} are asked for`,
    };
}

/** Of the new config's fleet, from the call until it was in service. */
async function invocationsOf(client: CloudWatchClient, { rollout, askedAt, startedAt }: Ticket, seen: EndpointSeen): Promise<number> {
  const { endpointName, endpointConfigName } = rollout;
  const sums = seen.variantNames.map(async (variantName) => {
    const { Datapoints = [] } = await client.send(new GetMetricStatisticsCommand({
      Namespace: INVOCATION_NAMESPACE,
      MetricName: 'Invocations',
      Dimensions: [
        { Name: 'EndpointName', Value: endpointName },
        { Name: 'VariantName', Value: variantName },
        { Name: 'EndpointConfigName', Value: endpointConfigName },
      ],
      // An update that somebody else has asked for has begun before the request that takes it over.
      StartTime: new Date(askedAt ?? startedAt),
      EndTime: new Date(seen.lastModified),
      // Eight hours have 480 minutes, and 1,440 datapoints are returned at most.
      Period: 60,
      Statistics: ['Sum'],
    }));
    return sum(Datapoints.map(({ Sum = 0 }) => Sum));
  });
  return sum(await Promise.all(sums));
}

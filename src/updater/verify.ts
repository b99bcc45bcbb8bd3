import { GetMetricStatisticsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { secondsSince } from './deadline';
import type { EndpointSeen } from './observe';
import type { Ticket } from './ticket';

/** What a new config has been through by the time that it is in service. */
export type Verification =
  | { readonly result: 'verified' }
  /** Metrics may still arrive. */
  | { readonly result: 'notYet' }
  | { readonly result: 'inconclusive'; readonly because: string };

/** How long the last minute of a metric may take to arrive. */
const PUBLICATION_SECONDS = 180;

/** Whether there is something to verify: an update of ours, that is asked to prove itself. */
export function isToBeVerified({ rollout, intent, askedAt }: Ticket): boolean {
  return rollout.verification !== undefined && intent?.call === 'update' && askedAt !== undefined;
}

/** Silence proves nothing: an update that too few requests have tried is no success. */
export async function verify(client: CloudWatchClient, ticket: Ticket, seen: EndpointSeen, now: Date): Promise<Verification> {
  const { minimumInvocations } = ticket.rollout.verification!;
  const invocations = await invocationsOf(client, ticket, seen);
  if (invocations >= minimumInvocations) {
    return { result: 'verified' };
  }
  if (secondsSince(now, seen.lastModified) < PUBLICATION_SECONDS) {
    return { result: 'notYet' };
  }
  const because = `the new fleet got ${invocations} request${invocations === 1 ? '' : 's'} while it was watched, ${minimumInvocations} are asked for`;
  return { result: 'inconclusive', because };
}

/** Of the new config's fleet, from the call until it was in service. */
async function invocationsOf(client: CloudWatchClient, { rollout, askedAt }: Ticket, seen: EndpointSeen): Promise<number> {
  const { endpointName, endpointConfigName } = rollout;
  const sums = seen.variantNames.map(async (variantName) => {
    const { Datapoints = [] } = await client.send(new GetMetricStatisticsCommand({
      Namespace: 'AWS/SageMaker',
      MetricName: 'Invocations',
      Dimensions: [
        { Name: 'EndpointName', Value: endpointName },
        { Name: 'VariantName', Value: variantName },
        { Name: 'EndpointConfigName', Value: endpointConfigName },
      ],
      StartTime: new Date(askedAt!),
      EndTime: new Date(seen.lastModified),
      // Eight hours have 480 minutes, and 1,440 datapoints are returned at most.
      Period: 60,
      Statistics: ['Sum'],
    }));
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  });
  return (await Promise.all(sums)).reduce((total, sum) => total + sum, 0);
}

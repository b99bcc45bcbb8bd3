import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { MetricId } from '../../metrics';
import type { World } from '../../world';
import { page } from '../paging';
import { invalidNextToken, invalidValue } from './faults';
import { dimensionsOf } from './metric-id';

export function listMetrics(world: World, input: ListMetricsInput): ListMetricsOutput {
  if (input.IncludeLinkedAccounts || input.OwningAccount !== undefined) {
    throw invalidValue('IncludeLinkedAccounts and OwningAccount are not simulated: there is one account.');
  }
  const found = world.cloudwatch.metrics.list(input.RecentlyActive === 'PT3H' ? 3 * 3600 : undefined).filter((id) => matches(id, input));
  const { items, nextToken } = page(found, { token: input.NextToken, size: 500, refuse: invalidNextToken });
  return {
    Metrics: items.map((id) => ({ Namespace: id.namespace, MetricName: id.metricName, Dimensions: dimensionsOf(id) })),
    NextToken: nextToken,
  };
}

/** Documented: a metric may have more dimensions than the filters name. */
function matches(id: MetricId, { Namespace, MetricName, Dimensions = [] }: ListMetricsInput): boolean {
  return (Namespace === undefined || id.namespace === Namespace)
    && (MetricName === undefined || id.metricName === MetricName)
    && Dimensions.every((filter) => hasDimension(id, filter));
}

function hasDimension({ dimensions }: MetricId, { Name, Value }: DimensionFilter): boolean {
  return Object.hasOwn(dimensions, Name!) && (Value === undefined || dimensions[Name!] === Value);
}

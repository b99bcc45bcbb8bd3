import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from './faults';
import { MetricQueries, MetricQueryError } from '../../metric-queries';

/** The queries of a request, refused in CloudWatch's manner where they cannot be computed. */
export function metricQueries(queries: readonly MetricDataQuery[]): MetricQueries {
  try {
    return new MetricQueries(queries);
  } catch (error) {
    throw error instanceof MetricQueryError ? invalidValue(error.message) : error;
  }
}

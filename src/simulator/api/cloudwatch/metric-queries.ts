import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from './faults';
import { MathError } from '../../../rollout/metric-math';
import { MetricQueries } from '../../metric-queries';

/** The queries of a request, refused in CloudWatch's manner where they cannot be computed. */
export function metricQueries(queries: readonly MetricDataQuery[]): MetricQueries {
  try {
    return new MetricQueries(queries);
  } catch (error) {
    throw error instanceof MathError ? invalidValue(error.message) : error;
  }
}

import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { MetricQueries } from '../../src/simulator/metric-queries';

const METRIC: MetricDataQuery = { Id: 'e0', MetricStat: { Metric: { Namespace: 'Churn', MetricName: 'Surprises' }, Period: 60, Stat: 'Sum' } };

function chain(length: number): MetricDataQuery[] {
  return [METRIC, ...Array.from({ length }, (_, index) => ({ Id: `e${index + 1}`, Expression: `e${index} + e${index}` }))];
}

describe('queries that refer to one another', () => {
  test('are looked at once each: ways through them double with every step', () => {
    expect(new MetricQueries(chain(60)).periodOf('e60')).toBe(60);
  });

  test('may be of all metrics that there are', () => {
    expect(new MetricQueries([METRIC, { Id: 'all', Expression: 'SUM(METRICS())' }]).periodOf('all')).toBe(60);
  });

  test('are refused in a circle, however long', () => {
    expect(() => new MetricQueries([...chain(20), { Id: 'a', Expression: 'b + e20' }, { Id: 'b', Expression: 'a' }])).toThrow('refers to itself');
  });

  test('are refused without a metric', () => {
    expect(() => new MetricQueries([{ Id: 'a', Expression: '1 + 1' }])).toThrow('refers to no metric');
  });
});

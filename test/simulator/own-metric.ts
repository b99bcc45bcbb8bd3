import { call } from './churn';
import { World } from '../../src/simulator/world';

export const START = Date.parse('2026-01-01T00:00:00Z');

/** A world whose metric `errors` of namespace `Own` has one value a minute; `-` is a minute without any. */
export function published(values: ReadonlyArray<number | '-'>, settings: object = {}): World {
  const world = new World({ settings });
  values.forEach((Value, minute) => {
    if (Value !== '-') {
      call(world, 'PutMetricData', { Namespace: 'Own', MetricData: [{ MetricName: 'errors', Value, Timestamp: new Date(START + minute * 60_000) }] });
    }
  });
  return world;
}

/** An alarm on it. */
export function watch(world: World, input: object = {}): void {
  call(world, 'PutMetricAlarm', {
    AlarmName: 'alarm',
    Namespace: 'Own',
    MetricName: 'errors',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    ...input,
  });
}

/** The only metric alarm, as it is described. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as `call`
export function described(world: World): any {
  return call(world, 'DescribeAlarms', {}).MetricAlarms[0];
}

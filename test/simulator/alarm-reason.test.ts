import { call } from './churn';
import { described, published, watch } from './own-metric';
import type { World } from '../../src/simulator/world';

/** Why the alarm is in its state, once a metric with these values has been seen. */
function reasonOf(values: ReadonlyArray<number | '-'>, input: object = {}): string {
  const world = published(values);
  watch(world, input);
  world.clock.advance(Math.max(1, values.length) * 60);
  return described(world).StateReason;
}

describe('the reason', () => {
  test('of an alarm by several datapoints names the newest first', () => {
    expect(reasonOf([5, 7.5], { EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 1.5, ComparisonOperator: 'GreaterThanThreshold' }))
      .toBe('Threshold Crossed: 2 out of the last 2 datapoints [7.5 (01/01/26 00:01:00), 5.0 (01/01/26 00:00:00)] '
        + 'were greater than the threshold (1.5) (minimum 2 datapoints for OK -> ALARM transition).');
  });

  test('of an alarm names the breaching datapoints alone, and counts all that decided', () => {
    expect(reasonOf([0, 5, 0, 7], { EvaluationPeriods: 3, DatapointsToAlarm: 2 }))
      .toContain('2 out of the last 3 datapoints [7.0 (01/01/26 00:03:00), 5.0 (01/01/26 00:01:00)] were greater than or equal to the threshold (1.0) (minimum 2');
  });

  test('of an alarm that is over names what was not breaching', () => {
    expect(reasonOf([5, 0])).toBe('Threshold Crossed: 1 out of the last 1 datapoints [0.0 (01/01/26 00:01:00)] was not greater than or equal to '
      + 'the threshold (1.0) (minimum 1 datapoint for ALARM -> OK transition).');
  });

  test('of an alarm that is over says how many datapoints may not be breaching', () => {
    expect(reasonOf([5, 5, 5, 0, 0, 0], { EvaluationPeriods: 4, DatapointsToAlarm: 3 }))
      .toBe('Threshold Crossed: 2 out of the last 4 datapoints [0.0 (01/01/26 00:04:00), 0.0 (01/01/26 00:03:00)] were not greater than or equal to '
        + 'the threshold (1.0) (minimum 2 datapoints for ALARM -> OK transition).');
  });

  test.each([
    ['GreaterThanOrEqualToThreshold', 3, 'greater than or equal to'],
    ['GreaterThanThreshold', 3, 'greater than'],
    ['LessThanOrEqualToThreshold', 1, 'less than or equal to'],
    ['LessThanThreshold', 1, 'less than'],
  ])('of %s words the comparison', (ComparisonOperator, value, worded) => {
    expect(reasonOf([value], { Threshold: 2, ComparisonOperator })).toContain(`[${value}.0 (01/01/26 00:00:00)] was ${worded} the threshold (2.0)`);
  });

  test.each([[0.25, '0.25'], [1e21, '1e+21'], [12, '12.0']])('has numbers as CloudWatch writes them: %d as %s', (value, written) => {
    expect(reasonOf([value], { Threshold: 0 })).toContain(`[${written} (`);
  });

  test.each<[object, string]>([
    [{ EvaluationPeriods: 2, TreatMissingData: 'breaching' }, 'no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].'],
    [{ TreatMissingData: 'breaching' }, 'no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].'],
    [{ TreatMissingData: 'notBreaching' }, 'no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].'],
  ])('of no data with %j says how it was treated', (input, reason) => {
    expect(reasonOf([], input)).toBe(`Threshold Crossed: ${reason}`);
  });

  test('of some data says how what is missing was treated', () => {
    expect(reasonOf([5], { EvaluationPeriods: 3, TreatMissingData: 'breaching' })).toBe('Threshold Crossed: 1 out of the last 1 datapoints [5.0 (01/01/26 00:00:00)] '
      + 'was greater than or equal to the threshold (1.0) and 2 missing datapoints were treated as [Breaching] (minimum 3 datapoints for OK -> ALARM transition).');
    expect(reasonOf([0], { EvaluationPeriods: 2, TreatMissingData: 'notBreaching' })).toBe('Threshold Crossed: 1 out of the last 1 datapoints [0.0 (01/01/26 00:00:00)] '
      + 'was not greater than or equal to the threshold (1.0) and 1 missing datapoint was treated as [NonBreaching] (minimum 1 datapoint for ALARM -> OK transition).');
  });

  test.each(['missing', 'ignore'])('with %s says nothing of what is missing', (TreatMissingData) => {
    expect(reasonOf([0], { EvaluationPeriods: 2, TreatMissingData })).toContain('the threshold (1.0) (minimum 1');
  });

  test.each(['breaching', 'notBreaching'])('with %s says nothing of it where nothing is missing', (TreatMissingData) => {
    expect(reasonOf([0], { TreatMissingData })).toContain('the threshold (1.0) (minimum 1');
  });

  test.each([[1, '1 datapoint was'], [2, '2 datapoints were']])('of nothing left in %d periods says how many are unknown', (EvaluationPeriods, unknown) => {
    const world = published([0]);
    watch(world, { EvaluationPeriods });
    world.clock.advance(600);
    expect(described(world).StateReason).toBe(`Insufficient Data: ${unknown} unknown.`);
  });
});

describe('the reason\'s data', () => {
  function dataOf(world: World, seconds: number): string {
    world.clock.advance(seconds);
    return described(world).StateReasonData;
  }

  test('has what was seen as CloudWatch has it: numbers with a decimal point, times with an offset, the newest datapoint first', () => {
    const world = published([]);
    [2, 5.5].forEach((Value, minute) => call(world, 'PutMetricData', {
      Namespace: 'Own', MetricData: [{ MetricName: 'errors', Value, Unit: 'Count', Timestamp: new Date(Date.parse('2026-01-01T00:00:00Z') + minute * 60_000) }],
    }));
    watch(world, { EvaluationPeriods: 2, Unit: 'Count' });
    expect(dataOf(world, 120)).toBe('{"version":"1.0","queryDate":"2026-01-01T00:02:00.000+0000","startDate":"2026-01-01T00:00:00.000+0000","unit":"Count",'
      + '"statistic":"Average","period":60,"recentDatapoints":[2.0,5.5],"threshold":1.0,"evaluatedDatapoints":['
      + '{"timestamp":"2026-01-01T00:01:00.000+0000","sampleCount":1.0,"value":5.5},{"timestamp":"2026-01-01T00:00:00.000+0000","sampleCount":1.0,"value":2.0}]}');
  });

  test('has no start and no datapoints where there are none', () => {
    const world = published([]);
    watch(world, { TreatMissingData: 'breaching' });
    expect(dataOf(world, 60)).toBe('{"version":"1.0","queryDate":"2026-01-01T00:01:00.000+0000","statistic":"Average","period":60,"recentDatapoints":[],"threshold":1.0,"evaluatedDatapoints":[]}');
  });

  test('has neither statistic nor samples where the alarm is on metric math', () => {
    const world = published([3]);
    call(world, 'PutMetricAlarm', {
      AlarmName: 'alarm',
      Metrics: [
        { Id: 'm1', MetricStat: { Metric: { Namespace: 'Own', MetricName: 'errors' }, Period: 60, Stat: 'Sum' }, ReturnData: false },
        { Id: 'e1', Expression: 'm1 / 2' },
      ],
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(dataOf(world, 60)).toBe('{"version":"1.0","queryDate":"2026-01-01T00:01:00.000+0000","startDate":"2026-01-01T00:00:00.000+0000","period":60,'
      + '"recentDatapoints":[1.5],"threshold":1.0,"evaluatedDatapoints":[{"timestamp":"2026-01-01T00:00:00.000+0000","value":1.5}]}');
  });
});

describe('an alarm on very many datapoints', () => {
  test('keeps its reason and its data within the limits of the API, and tells the newest of them', () => {
    const world = published(Array.from({ length: 200 }, () => 123.456));
    watch(world, { EvaluationPeriods: 150, TreatMissingData: 'missing' });
    world.clock.advance(12_300);
    const { StateValue, StateReason, StateReasonData } = described(world);
    expect(StateValue).toBe('ALARM');
    expect(StateReason).toMatch(/^Threshold Crossed: 150 out of the last 150 datapoints \[123\.456 \(01\/01\/26 02:29:00\), /);
    expect(StateReason).toHaveLength(1023);
    expect(StateReasonData.length).toBeLessThanOrEqual(4000);
    const { recentDatapoints, startDate, evaluatedDatapoints } = JSON.parse(StateReasonData);
    expect(recentDatapoints).toHaveLength(12);
    expect([startDate, evaluatedDatapoints[0].timestamp]).toEqual(['2026-01-01T02:18:00.000+0000', '2026-01-01T02:29:00.000+0000']);
    expect(call(world, 'DescribeAlarmHistory', {}).AlarmHistoryItems[0].HistoryData.length).toBeLessThanOrEqual(4095);
  });
});

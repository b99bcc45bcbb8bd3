import { call } from './churn';
import { described, published, START, watch } from './own-metric';
import { World } from '../../src/simulator/world';

interface HistoryItem {
  readonly AlarmName: string;
  readonly Timestamp: Date;
  readonly HistoryItemType: string;
  readonly HistorySummary: string;
  readonly HistoryData: string;
}

function history(world: World, input: object = {}): HistoryItem[] {
  return call(world, 'DescribeAlarmHistory', { ScanBy: 'TimestampAscending', ...input }).AlarmHistoryItems;
}

/** Each change of state: the second, the alarm, and the state it got. */
function changes(world: World): Array<[number, string, string]> {
  return history(world, { HistoryItemType: 'StateUpdate' })
    .map(({ AlarmName, Timestamp, HistorySummary }) => [(Timestamp.getTime() - START) / 1000, AlarmName, HistorySummary.split(' to ')[1]]);
}

describe('alarms', () => {
  test('are evaluated every minute from when they are put, until they are deleted', () => {
    const world = published([5, 5, 0, 0, 5, 5]);
    watch(world, { AlarmName: 'first' });
    world.clock.advance(60);
    watch(world, { AlarmName: 'second' });
    world.clock.advance(60);
    call(world, 'DeleteAlarms', { AlarmNames: ['first'] });
    world.clock.advance(240);
    expect(changes(world)).toEqual([[60, 'first', 'ALARM'], [120, 'second', 'ALARM'], [180, 'second', 'OK'], [300, 'second', 'ALARM']]);
  });

  test('are evaluated in the order of their names', () => {
    const world = published([5]);
    ['c', 'a', 'd', 'b'].forEach((AlarmName) => watch(world, { AlarmName }));
    world.clock.advance(60);
    expect(changes(world).map(([, name]) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('with a period below a minute are evaluated every ten seconds, the others are not', () => {
    const world = published([]);
    [10, 20, 30, 60].forEach((Period) => watch(world, { AlarmName: `every ${Period} s`, Period, TreatMissingData: 'breaching' }));
    world.clock.advance(60);
    expect(changes(world)).toEqual([[10, 'every 10 s', 'ALARM'], [10, 'every 20 s', 'ALARM'], [10, 'every 30 s', 'ALARM'], [60, 'every 60 s', 'ALARM']]);
  });

  test.each([[0, '01/01/26 00:00:00'], [20, '31/12/25 23:59:40'], [25, '31/12/25 23:59:30']])(
    'with a period of ten seconds look at ten seconds that have ended, with a delay of %d s at those before %s', (metricDelaySeconds, seen) => {
      const world = new World({ settings: { metricDelaySeconds } });
      call(world, 'PutMetricAlarm', {
        AlarmName: 'alarm',
        Metrics: [
          { Id: 'm1', MetricStat: { Metric: { Namespace: 'Own', MetricName: 'errors' }, Period: 10, Stat: 'Sum' }, ReturnData: false },
          { Id: 'e1', Expression: 'FILL(m1, 5)' },
        ],
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      });
      world.clock.advance(10);
      expect(described(world).StateReason).toContain(`[5.0 (${seen})] was greater`);
    });

  test.each([60, 300])('with a period of %d s look at whole minutes that are there, whatever the delay', (Period) => {
    const world = published([5], { metricDelaySeconds: 30 });
    watch(world, { Period });
    world.clock.advance(120);
    expect(described(world).StateReason).toContain(Period === 60 ? '[5.0 (01/01/26 00:00:00)] was' : '[5.0 (31/12/25 23:56:00)] was');
  });

  test('have three periods more than their evaluation periods to find datapoints in', () => {
    const world = published([5], { extraEvaluationPeriods: 3 });
    watch(world, { EvaluationPeriods: 2, DatapointsToAlarm: 1 });
    world.clock.advance(600);
    expect(changes(world)).toEqual([[60, 'alarm', 'ALARM'], [360, 'alarm', 'INSUFFICIENT_DATA']]);
  });
});

describe('an alarm that is put again', () => {
  test('keeps its state and its tags, and looks at what it is told to now', () => {
    const world = published([5]);
    watch(world, { Tags: [{ Key: 'team', Value: 'x' }] });
    world.clock.advance(60);
    watch(world, { Threshold: 10, Tags: [{ Key: 'team', Value: 'y' }] });
    expect(described(world)).toMatchObject({ StateValue: 'ALARM', Threshold: 10, StateUpdatedTimestamp: new Date(START + 60_000) });
    expect(call(world, 'ListTagsForResource', { ResourceARN: described(world).AlarmArn }).Tags).toEqual([{ Key: 'team', Value: 'x' }]);
    world.clock.advance(60);
    expect(described(world).StateValue).toBe('OK');
  });

  test('on metric math has no statistic any more', () => {
    const world = published([5]);
    watch(world);
    call(world, 'PutMetricAlarm', {
      AlarmName: 'alarm',
      Metrics: [{ Id: 'm1', MetricStat: { Metric: { Namespace: 'Own', MetricName: 'errors' }, Period: 60, Stat: 'Sum' } }],
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    world.clock.advance(60);
    expect(described(world).StateReasonData).not.toContain('statistic');
  });
});

describe('an alarm whose tags or actions are changed', () => {
  test('is evaluated as before, and no other is', () => {
    const world = published([5]);
    watch(world);
    watch(world, { AlarmName: 'other' });
    const ResourceARN = described(world).AlarmArn;
    call(world, 'TagResource', { ResourceARN, Tags: [{ Key: 'team', Value: 'x' }] });
    call(world, 'DisableAlarmActions', { AlarmNames: ['alarm'] });
    world.clock.advance(60);
    expect(call(world, 'DescribeAlarms', {}).MetricAlarms).toMatchObject([
      { AlarmName: 'alarm', ActionsEnabled: false, StateValue: 'ALARM' }, { AlarmName: 'other', ActionsEnabled: true, StateValue: 'ALARM' },
    ]);
    expect(call(world, 'ListTagsForResource', { ResourceARN }).Tags).toEqual([{ Key: 'team', Value: 'x' }]);
    expect(call(world, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms).toEqual([]);
  });
});

describe('the history', () => {
  test('of a new account is empty', () => {
    expect(new World().cloudwatch.alarms.history).toEqual([]);
  });

  test('tells what was done to an alarm', () => {
    const world = published([]);
    watch(world);
    world.clock.advance(7);
    watch(world);
    call(world, 'DeleteAlarms', { AlarmNames: ['alarm'] });
    const told = (seconds: number, type: string, done: string) => ({
      AlarmName: 'alarm',
      AlarmType: 'MetricAlarm',
      Timestamp: new Date(START + seconds * 1000),
      HistoryItemType: 'ConfigurationUpdate',
      HistorySummary: `Alarm "alarm" ${done}`,
      HistoryData: `{"version":"1.0","type":"${type}"}`,
    });
    expect(history(world)).toEqual([told(0, 'Create', 'created'), told(7, 'Update', 'updated'), told(7, 'Delete', 'deleted')]);
  });

  test('tells of both states, with the reason\'s data as it was', () => {
    const world = published([5]);
    watch(world);
    world.clock.advance(60);
    const { StateReason, StateReasonData } = described(world);
    const [{ HistorySummary, HistoryData }] = history(world, { HistoryItemType: 'StateUpdate' });
    expect(HistorySummary).toBe('Alarm updated from INSUFFICIENT_DATA to ALARM');
    expect(HistoryData).toBe('{"version":"1.0","oldState":{"stateValue":"INSUFFICIENT_DATA","stateReason":"Unchecked: Initial alarm creation"},'
      + `"newState":{"stateValue":"ALARM","stateReason":${JSON.stringify(StateReason)},"stateReasonData":${StateReasonData}}}`);
  });
});

describe('a state that is set', () => {
  const set = (world: World, StateValue: string, more: object = {}) =>
    call(world, 'SetAlarmState', { AlarmName: 'alarm', StateValue, StateReason: 'testing', ...more });

  test('and is the one it has changes nothing', () => {
    const world = published([]);
    watch(world);
    set(world, 'INSUFFICIENT_DATA');
    expect(described(world).StateReason).toBe('Unchecked: Initial alarm creation');
    expect(changes(world)).toEqual([]);
  });

  test('without data has none, not that of the state before', () => {
    const world = published([0]);
    watch(world);
    world.clock.advance(60);
    set(world, 'ALARM');
    expect(described(world)).toMatchObject({ StateValue: 'ALARM', StateReason: 'testing', StateUpdatedTimestamp: new Date(START + 60_000) });
    expect(described(world).StateReasonData).toBeUndefined();
  });
});

describe('an alarm that ignores low sample counts of a percentile', () => {
  /** The state in which this many samples in a minute, all of them beyond the threshold, leave it. */
  function stateAfter(samples: number, ExtendedStatistic: string): string {
    const world = published([]);
    call(world, 'PutMetricData', { Namespace: 'Own', MetricData: [{ MetricName: 'errors', Values: [5], Counts: [samples], Timestamp: new Date(START) }] });
    watch(world, { Statistic: undefined, ExtendedStatistic, EvaluateLowSampleCountPercentile: 'ignore' });
    world.clock.advance(60);
    return described(world).StateValue;
  }

  test.each([['p99', 1000], ['p99.9', 10_000], ['p90', 100], ['p50', 20], ['p25', 40], ['p1', 1000]])('%s needs %d samples', (statistic, needed) => {
    expect([needed - 1, needed].map((samples) => stateAfter(samples, statistic))).toEqual(['INSUFFICIENT_DATA', 'ALARM']);
  });

  test.each(['p0', 'p100'])('%s never has enough', (statistic) => {
    expect(stateAfter(1_000_000, statistic)).toBe('INSUFFICIENT_DATA');
  });

  test('is no percentile if it is a trimmed mean, and evaluated however few there are', () => {
    expect(stateAfter(1, 'tm90')).toBe('ALARM');
  });

  test('keeps its state for one such period among others', () => {
    const world = published([]);
    [1000, 5].forEach((samples, minute) => call(world, 'PutMetricData', {
      Namespace: 'Own', MetricData: [{ MetricName: 'errors', Values: [5], Counts: [samples], Timestamp: new Date(START + minute * 60_000) }],
    }));
    watch(world, { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore', EvaluationPeriods: 2 });
    world.clock.advance(120);
    expect(described(world).StateValue).toBe('INSUFFICIENT_DATA');
  });

  test('is evaluated where there are no samples at all', () => {
    const world = published([]);
    watch(world, { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore', TreatMissingData: 'breaching' });
    world.clock.advance(60);
    expect(described(world).StateValue).toBe('ALARM');
  });
});

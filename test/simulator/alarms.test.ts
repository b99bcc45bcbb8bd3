import { call, canary, churn, putAlarm, update } from './churn';
import { described, published, START, watch } from './own-metric';
import type { World } from '../../src/simulator/world';

function state(world: World): string {
  return described(world).StateValue;
}

/** The alarm's states, with the second in which it got each. */
function changes(world: World): Array<[number, string]> {
  return call(world, 'DescribeAlarmHistory', { HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending' }).AlarmHistoryItems
    .map(({ Timestamp, HistorySummary }: { Timestamp: Date; HistorySummary: string }) => [(Timestamp.getTime() - START) / 1000, HistorySummary.split(' to ')[1]]);
}

describe('an alarm', () => {
  test('sees a minute when it has ended', () => {
    const world = published([0, 5, 0]);
    watch(world);
    world.clock.advance(300);
    expect(changes(world).slice(0, 3)).toEqual([[60, 'OK'], [120, 'ALARM'], [180, 'OK']]);
  });

  test.each([[0, 120], [30, 180], [90, 240]])('with a delay of %d s sees it at %d s', (metricDelaySeconds, seconds) => {
    const world = published([0, 5], { metricDelaySeconds });
    watch(world);
    world.clock.advance(600);
    expect(changes(world).find(([, to]) => to === 'ALARM')).toEqual([seconds, 'ALARM']);
  });

  test('needs M of the last N datapoints', () => {
    const world = published([0, 5, 0, 5, 0, 0, 0]);
    watch(world, { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    world.clock.advance(600);
    expect(changes(world).slice(0, 3)).toEqual([[60, 'OK'], [240, 'ALARM'], [300, 'OK']]);
  });

  test('looks at the last five minutes every minute, where that is its period', () => {
    const world = published([0, 0, 0, 0, 0, 0, 10, 0]);
    watch(world, { Period: 300 });
    world.clock.advance(480);
    // 10 / 5 = 2 from the minute in which the value arrived.
    expect(changes(world).filter(([, to]) => to === 'ALARM')).toEqual([[420, 'ALARM']]);
  });

  test('goes back to INSUFFICIENT_DATA when nothing is left in its range', () => {
    const world = published([5]);
    watch(world);
    world.clock.advance(600);
    expect(changes(world)).toEqual([[60, 'ALARM'], [240, 'INSUFFICIENT_DATA']]);
  });

  test.each([['breaching', [[60, 'ALARM']]], ['notBreaching', [[60, 'OK']]], ['ignore', []], ['missing', []]])('without any data and with %s: %j', (TreatMissingData, expected) => {
    const world = published([]);
    watch(world, { TreatMissingData });
    world.clock.advance(600);
    expect(changes(world)).toEqual(expected);
  });

  test.each([
    ['GreaterThanThreshold', 'OK'], ['GreaterThanOrEqualToThreshold', 'ALARM'], ['LessThanThreshold', 'OK'], ['LessThanOrEqualToThreshold', 'ALARM'],
  ])('with %s at its very threshold is %s', (ComparisonOperator, expected) => {
    const world = published([1]);
    watch(world, { ComparisonOperator });
    world.clock.advance(120);
    expect(state(world)).toBe(expected);
  });

  test('takes a threshold of zero for what it is', () => {
    const world = published([0]);
    watch(world, { Threshold: 0, ComparisonOperator: 'LessThanOrEqualToThreshold' });
    world.clock.advance(120);
    expect(state(world)).toBe('ALARM');
  });

  test('in another unit than the metric\'s sees nothing', () => {
    const world = published([5]);
    watch(world, { Unit: 'Milliseconds' });
    world.clock.advance(120);
    expect(state(world)).toBe('INSUFFICIENT_DATA');
  });

  test('with a period of ten seconds on a metric by the minute has insufficient data', () => {
    const world = churn({ requestsPerSecond: 100 });
    world.setModelBehaviour('v1', { errorRate: 1 });
    putAlarm(world, 'alarm', { Period: 10 });
    world.clock.advance(600);
    expect(state(world)).toBe('INSUFFICIENT_DATA');
  });

  test('without the variant\'s dimension never sees anything', () => {
    const world = churn();
    world.setModelBehaviour('v1', { errorRate: 1 });
    putAlarm(world, 'alarm', { Dimensions: [{ Name: 'EndpointName', Value: 'churn' }] });
    world.clock.advance(600);
    expect(state(world)).toBe('INSUFFICIENT_DATA');
  });
});

describe('a threshold of 1 on the average of errors', () => {
  test.each([[0.99, 'OK'], [1, 'ALARM']])('with an error rate of %d is %s', (errorRate, expected) => {
    const world = churn();
    world.setModelBehaviour('v1', { errorRate });
    putAlarm(world, 'alarm', { Threshold: 1 });
    world.clock.advance(300);
    expect(state(world)).toBe(expected);
  });
});

describe('an alarm on p99 of few requests', () => {
  function slow(requestsPerSecond: number, EvaluateLowSampleCountPercentile?: string): World {
    const world = churn({ requestsPerSecond });
    world.setModelBehaviour('v1', { latencyMs: { p50: 500, p99: 900 } });
    putAlarm(world, 'alarm', { metricName: 'ModelLatency', ExtendedStatistic: 'p99', Threshold: 100_000, EvaluateLowSampleCountPercentile });
    world.clock.advance(300);
    return world;
  }

  test('is evaluated all the same by default', () => {
    expect(state(slow(1))).toBe('ALARM');
  });

  test('keeps its state if low sample counts are ignored', () => {
    expect(state(slow(1, 'ignore'))).toBe('INSUFFICIENT_DATA');
  });

  test('but not with a thousand samples in its period', () => {
    expect(state(slow(20, 'ignore'))).toBe('ALARM');
  });
});

describe('an alarm that is deleted while it guards an update', () => {
  test('is ignored', () => {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', canary(['errors']));
    world.clock.advance(250);
    call(world, 'DeleteAlarms', { AlarmNames: ['errors'] });
    world.clock.advance(1200);
    expect(call(world, 'DescribeEndpoint', { EndpointName: 'churn' }).EndpointConfigName).toBe('v2');
  });
});

import { call, canary, churn, describeChurn, putAlarm, story, update } from './churn';
import { parseCompositeRule } from '../../src/rollout/composite-rule';
import { nameIn } from '../../src/simulator/composite-alarms';
import { World } from '../../src/simulator/world';
import { tolerate } from '../checkers/watch';

/** Metric alarms `a`, `b` and `c` that nothing evaluates in the test's time. */
function three(settings: object = {}): World {
  const world = new World({ settings });
  ['a', 'b', 'c'].forEach((name) => putAlarm(world, name, { Period: 3600 }));
  return world;
}

function set(world: World, AlarmName: string, StateValue: string, more: object = {}): void {
  call(world, 'SetAlarmState', { AlarmName, StateValue, StateReason: 'test', ...more });
}

function compose(world: World, AlarmName: string, AlarmRule: string, more: object = {}): void {
  call(world, 'PutCompositeAlarm', { AlarmName, AlarmRule, ...more });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as `call`
function described(world: World, name: string): any {
  return call(world, 'DescribeAlarms', { AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms[0];
}

function stateOf(world: World, name: string): string {
  return described(world, name).StateValue;
}

describe('a rule', () => {
  const states: Record<string, 'ALARM' | 'OK' | 'INSUFFICIENT_DATA'> = { a: 'ALARM', b: 'OK', c: 'INSUFFICIENT_DATA' };

  test.each<[string, boolean]>([
    ['ALARM(a)', true], ['ALARM(b)', false], ['OK(b)', true], ['INSUFFICIENT_DATA(c)', true], ['OK(c)', false], ['TRUE', true], ['FALSE', false],
    ['ALARM(a) AND OK(b)', true], ['ALARM(a) AND ALARM(b)', false], ['ALARM(b) OR ALARM(a)', true], ['NOT ALARM(a)', false], ['NOT NOT ALARM(a)', true],
    ['ALARM(b) AND ALARM(b) OR ALARM(a)', true], ['ALARM(b) AND (ALARM(b) OR ALARM(a))', false], ['NOT ALARM(b) AND ALARM(a)', true],
    ['ALARM("a")', true], ['(((ALARM(a))))', true], [' ALARM( a )\n', true], ['ALARM(gone)', false], ['NOT ALARM(gone)', true], ['OK(gone)', false],
  ])('%s is %s', (rule, expected) => {
    expect(parseCompositeRule(rule).isMet((alarm) => states[alarm])).toBe(expected);
  });

  test.each([
    ['', 'the rule ends'], ['ALARM', 'expected \'(\', but the rule ends'], ['ALARM()', 'expected an alarm, got \')\''], ['ALARM(a', 'expected \')\', but the rule ends'],
    ['ALARM(a) ALARM(b)', 'unexpected \'ALARM\''], ['ALARM(a) AND', 'expected a condition'], ['BROKEN(a)', '\'BROKEN\' is not simulated, there are ALARM, OK, INSUFFICIENT_DATA, TRUE, FALSE, AND, OR, NOT'],
    ['ALARM(', 'expected an alarm, but the rule ends'], ['ALARM((', 'expected an alarm, got \'(\''],
    ['AT_LEAST(1, ALARM, (a))', '\'AT_LEAST\' is not simulated'], ['(ALARM(a)', 'expected \')\''], ['ALARM(")")', ''], ['"unclosed', 'unexpected \'"\''],
    ['"TRUE"', '\'"TRUE"\' is not simulated'], ['ALARM(a) "OR" ALARM(b)', 'unexpected \'"OR"\''],
  ])('%j is read or refused with its place', (rule, message) => {
    if (message === '') {
      expect(parseCompositeRule(rule).alarms).toEqual([')']);
    } else {
      expect(() => parseCompositeRule(rule)).toThrow(message);
    }
  });
});

describe('the alarm that a rule names', () => {
  test.each([
    ['a', 'a'],
    ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:a', 'a'],
    ['arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:a:b c', 'a:b c'],
    ['not:arn:aws:cloudwatch:us-east-1:123456789012:alarm:a', 'not:arn:aws:cloudwatch:us-east-1:123456789012:alarm:a'],
    ['arn:aws:cloudwatch:us-east-1:alarm:a', 'arn:aws:cloudwatch:us-east-1:alarm:a'],
  ])('%s is %s', (named, name) => {
    expect(nameIn(named)).toBe(name);
  });
});

describe('a composite alarm', () => {
  test('is evaluated when it is put, and when a state in its rule changes', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a) AND ALARM(b)');
    expect(stateOf(world, 'both')).toBe('OK');
    set(world, 'a', 'ALARM');
    expect(stateOf(world, 'both')).toBe('OK');
    set(world, 'b', 'ALARM');
    expect(stateOf(world, 'both')).toBe('ALARM');
    set(world, 'a', 'OK');
    expect(stateOf(world, 'both')).toBe('OK');
  });

  test('follows others, by name or ARN', () => {
    const world = three();
    compose(world, 'inner', 'ALARM(a)');
    compose(world, 'outer', 'ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:inner) OR ALARM(b)');
    set(world, 'a', 'ALARM');
    expect(stateOf(world, 'outer')).toBe('ALARM');
  });

  test('is not evaluated while it depends on itself', () => {
    const world = three();
    compose(world, 'one', 'ALARM(a)');
    compose(world, 'two', 'ALARM(one)');
    compose(world, 'one', 'NOT ALARM(two)');
    set(world, 'two', 'ALARM');
    expect([stateOf(world, 'one'), stateOf(world, 'two')]).toEqual(['OK', 'ALARM']);
  });

  test('is described when it is asked for, with its relatives', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a) OR ALARM(b)', { AlarmDescription: 'why', AlarmActions: ['arn:aws:sns:us-east-1:123456789012:t'] });
    expect(call(world, 'DescribeAlarms', {}).CompositeAlarms).toEqual([]);
    expect(call(world, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] })).toMatchObject({
      MetricAlarms: [],
      CompositeAlarms: [{
        AlarmName: 'both', AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:both', AlarmRule: 'ALARM(a) OR ALARM(b)', AlarmDescription: 'why', ActionsEnabled: true,
      }],
    });
    const names = (input: object) => {
      const { MetricAlarms, CompositeAlarms } = call(world, 'DescribeAlarms', input);
      return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }: { AlarmName: string }) => AlarmName);
    };
    expect(names({ ChildrenOfAlarmName: 'both' })).toEqual(['a', 'b']);
    expect(names({ ParentsOfAlarmName: 'a' })).toEqual(['both']);
  });

  test('has a history of its own kind', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a)');
    set(world, 'a', 'ALARM');
    const summaries = (input: object) => call(world, 'DescribeAlarmHistory', { AlarmName: 'both', ...input }).AlarmHistoryItems
      .map(({ HistorySummary }: { HistorySummary: string }) => HistorySummary);
    expect(summaries({})).toEqual([]);
    expect(summaries({ AlarmTypes: ['CompositeAlarm'] })).toEqual([
      'Alarm updated from OK to ALARM', 'Alarm updated from INSUFFICIENT_DATA to OK', 'Alarm "both" created',
    ]);
  });

  test('says in its history what it was and is, and why', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a) OR ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:b")');
    world.clock.advance(5);
    set(world, 'a', 'ALARM');
    const [{ Timestamp, AlarmType, HistoryItemType, HistoryData }] = call(world, 'DescribeAlarmHistory', { AlarmName: 'both', AlarmTypes: ['CompositeAlarm'] }).AlarmHistoryItems;
    expect([Timestamp, AlarmType, HistoryItemType]).toEqual([new Date('2026-01-01T00:00:05Z'), 'CompositeAlarm', 'StateUpdate']);
    const arn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:b';
    expect(JSON.parse(HistoryData)).toEqual({
      version: '1.0',
      oldState: { stateValue: 'OK', stateReason: `both transitioned to OK at Thu, 01 Jan 2026 00:00:00 GMT: a is INSUFFICIENT_DATA, ${arn} is INSUFFICIENT_DATA` },
      newState: { stateValue: 'ALARM', stateReason: `both transitioned to ALARM at Thu, 01 Jan 2026 00:00:05 GMT: a is ALARM, ${arn} is INSUFFICIENT_DATA` },
    });
  });

  test('has no longer a reason than the API allows', () => {
    const world = new World();
    const names = Array.from({ length: 40 }, (_, index) => `alarm-number-${index}`);
    names.forEach((name) => putAlarm(world, name));
    compose(world, 'any', names.map((name) => `ALARM(${name})`).join(' OR '));
    expect(described(world, 'any').StateReason).toHaveLength(1023);
  });

  test('that is put again keeps its state until its rule says otherwise, and its tags', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a)', { Tags: [{ Key: 'team', Value: 'x' }] });
    set(world, 'a', 'ALARM');
    world.clock.advance(5);
    compose(world, 'both', 'ALARM(a) OR ALARM(b)');
    const { AlarmArn, StateValue, StateUpdatedTimestamp, AlarmConfigurationUpdatedTimestamp } = described(world, 'both');
    expect([StateValue, StateUpdatedTimestamp, AlarmConfigurationUpdatedTimestamp])
      .toEqual(['ALARM', new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:05Z')]);
    expect(call(world, 'ListTagsForResource', { ResourceARN: AlarmArn }).Tags).toEqual([{ Key: 'team', Value: 'x' }]);
    compose(world, 'both', 'ALARM(a) AND ALARM(b)');
    expect(stateOf(world, 'both')).toBe('OK');
    expect(call(world, 'DescribeAlarmHistory', { AlarmName: 'both', AlarmTypes: ['CompositeAlarm'], HistoryItemType: 'ConfigurationUpdate' }).AlarmHistoryItems
      .map(({ HistorySummary }: { HistorySummary: string }) => HistorySummary)).toEqual(['Alarm "both" updated', 'Alarm "both" updated', 'Alarm "both" created']);
  });

  test('that is set to the state it has changes nothing', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a)');
    set(world, 'both', 'OK');
    expect(described(world, 'both').StateReason).toContain('transitioned to OK');
  });

  test('that is set to another state has the data that were set with it, until a state in its rule changes', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a) OR ALARM(b)');
    set(world, 'both', 'INSUFFICIENT_DATA', { StateReasonData: '{"by":"hand"}' });
    expect(described(world, 'both')).toMatchObject({ StateValue: 'INSUFFICIENT_DATA', StateReason: 'test', StateReasonData: '{"by":"hand"}' });
    set(world, 'a', 'ALARM');
    expect(described(world, 'both')).toMatchObject({ StateValue: 'ALARM' });
    expect(described(world, 'both').StateReasonData).toBeUndefined();
  });

  test('that is deleted is told of', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a)');
    call(world, 'DeleteAlarms', { AlarmNames: ['both'] });
    set(world, 'a', 'ALARM');
    expect(call(world, 'DescribeAlarmHistory', { AlarmName: 'both', AlarmTypes: ['CompositeAlarm'] }).AlarmHistoryItems[0])
      .toMatchObject({ HistoryItemType: 'ConfigurationUpdate', HistorySummary: 'Alarm "both" deleted', HistoryData: '{"version":"1.0"}' });
  });

  test('is listed in the order of names', () => {
    const world = three();
    ['z', 'x', 'y'].forEach((name) => compose(world, name, 'ALARM(a)'));
    expect(call(world, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms.map(({ AlarmName }: { AlarmName: string }) => AlarmName)).toEqual(['x', 'y', 'z']);
  });

  test('is evaluated where others below it depend on themselves, but not itself on itself', () => {
    const world = three();
    compose(world, 'one', 'ALARM(a)');
    compose(world, 'two', 'ALARM(one)');
    compose(world, 'one', 'ALARM(a) AND NOT ALARM(two)');
    compose(world, 'above', 'ALARM(two) OR OK(two)');
    expect(stateOf(world, 'above')).toBe('ALARM');
  });

  test('is not evaluated while it depends on itself by way of others', () => {
    const world = three();
    compose(world, 'one', 'ALARM(a)');
    compose(world, 'two', 'ALARM(one)');
    compose(world, 'three', 'ALARM(b) OR ALARM(two)');
    compose(world, 'one', 'ALARM(a) OR ALARM(three)');
    set(world, 'b', 'ALARM');
    expect(['one', 'two', 'three'].map((name) => stateOf(world, name))).toEqual(['OK', 'OK', 'OK']);
  });

  test('takes an alarm that was deleted for one in no state', () => {
    const world = three();
    compose(world, 'fine', 'NOT ALARM(a) AND NOT ALARM(b)');
    set(world, 'a', 'ALARM');
    call(world, 'DeleteAlarms', { AlarmNames: ['a'] });
    expect(stateOf(world, 'fine')).toBe('OK');
    set(world, 'b', 'OK');
    expect(stateOf(world, 'fine')).toBe('ALARM');
    expect(described(world, 'fine').StateReason).toMatch(/: a is gone, b is OK$/);
  });

  test('has tags and actions that can be switched off', () => {
    const world = three();
    compose(world, 'both', 'ALARM(a)');
    const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:both';
    call(world, 'TagResource', { ResourceARN, Tags: [{ Key: 'team', Value: 'x' }] });
    expect(call(world, 'ListTagsForResource', { ResourceARN }).Tags).toEqual([{ Key: 'team', Value: 'x' }]);
    call(world, 'DisableAlarmActions', { AlarmNames: ['both'] });
    expect(call(world, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms[0].ActionsEnabled).toBe(false);
    expect(call(world, 'DescribeAlarms', {}).MetricAlarms).toHaveLength(3);
  });

  test.each<[string, object, string]>([
    ['of alarms that are not there', { AlarmRule: 'ALARM(a) OR ALARM(nobody)' }, 'AlarmRule refers to alarms that do not exist: nobody'],
    ['with a rule that cannot be read', { AlarmRule: 'ALARM(a' }, 'AlarmRule \'ALARM(a\' cannot be read: expected \')\', but the rule ends'],
    ['with the name of a metric alarm', { AlarmName: 'a', AlarmRule: 'TRUE' }, 'There is a metric alarm "a" already'],
    ['with a suppressor', { AlarmRule: 'TRUE', ActionsSuppressor: 'a' }, 'ActionsSuppressor is not simulated'],
  ])('%s is refused', (_what, input, message) => {
    expect(() => call(three(), 'PutCompositeAlarm', { AlarmName: 'both', ...input })).toThrow(message);
  });

  test('can be deleted when nothing depends on it, one at a time', () => {
    const world = three();
    compose(world, 'inner', 'ALARM(a)');
    compose(world, 'outer', 'ALARM(inner)');
    expect(() => call(world, 'DeleteAlarms', { AlarmNames: ['inner'] })).toThrow('"outer" depends on it');
    expect(() => call(world, 'DeleteAlarms', { AlarmNames: ['inner', 'outer'] })).toThrow('No more than one composite alarm');
    call(world, 'DeleteAlarms', { AlarmNames: ['outer', 'b'] });
    call(world, 'DeleteAlarms', { AlarmNames: ['inner'] });
    expect(call(world, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm', 'MetricAlarm'] })).toMatchObject({ CompositeAlarms: [], MetricAlarms: [{ AlarmName: 'a' }, { AlarmName: 'c' }] });
  });
});

describe('a composite alarm as the guard of an update', () => {
  function guarded(compositeAlarmsGuard: boolean): World {
    const world = churn({ settings: { compositeAlarmsGuard } });
    world.setModelBehaviour('v2', { errorRate: 1, latencyMs: { p50: 500, p99: 900 } });
    putAlarm(world, 'errors', { config: 'v2' });
    putAlarm(world, 'latency', { config: 'v2', metricName: 'ModelLatency', Threshold: 100_000 });
    compose(world, 'either', 'ALARM(errors) AND ALARM(latency)');
    update(world, 'v2', canary(['either']));
    world.clock.advance(1200);
    return world;
  }

  test('rolls it back, and is told of in its timeline', () => {
    const world = guarded(true);
    expect(describeChurn(world)).toMatchObject({ EndpointConfigName: 'v1', FailureReason: expect.stringContaining('alarm \'either\' in ALARM state') });
    expect(story(world, 900)).toEqual(expect.arrayContaining(['15:00 either OK -> ALARM', '15:00 RollingBack v2 3']));
  });

  test('or is ignored, if the service is set to take metric alarms only', () => {
    tolerate('rollback');
    expect(describeChurn(guarded(false)).EndpointConfigName).toBe('v2');
  });
});

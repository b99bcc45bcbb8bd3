import { CloudWatchClient, DescribeAlarmsCommand, type DescribeAlarmHistoryOutput, type DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { ALARM, churnAccount, guard } from './churn';
import { evidenceOf } from '../../src/updater/evidence';

const NOON = new Date('2026-11-21T12:00:00Z');
const TIME = { from: NOON, to: new Date('2026-11-21T12:30:00Z') };
const ONE = { AlarmName: 'One', MetricName: 'Invocation5XXErrors', Statistic: 'Average', Threshold: 0.01, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 } as const;
const DATA = '{"version":"1.0","recentDatapoints":[1.0],"threshold":0.01,"evaluatedDatapoints":[{"timestamp":"2026-11-21T12:09:00.000+0000","sampleCount":60.0,"value":1.0}]}';
const READING = { worst: '100 %', threshold: '1 %', breaching: 1, evaluated: 1 };

/** CloudWatch with these answers. */
function cloudwatch(alarms: DescribeAlarmsOutput, history: DescribeAlarmHistoryOutput = {}): CloudWatchClient {
  const send = async (command: object): Promise<unknown> => (command instanceof DescribeAlarmsCommand ? alarms : history);
  return { send } as unknown as CloudWatchClient;
}

function stateUpdate(minute: number, stateValue: string): NonNullable<DescribeAlarmHistoryOutput['AlarmHistoryItems']>[number] {
  const newState = { stateValue, stateReason: 'Threshold Crossed', stateReasonData: JSON.parse(DATA) };
  return { AlarmName: 'One', Timestamp: new Date(NOON.getTime() + minute * 60_000), HistoryData: JSON.stringify({ version: '1.0', newState }) };
}

describe('an alarm that went off during the update and is back to OK', () => {
  it('is found in its history, the first time it went off', async () => {
    const history = { AlarmHistoryItems: [stateUpdate(1, 'OK'), stateUpdate(10, 'ALARM'), stateUpdate(14, 'OK'), stateUpdate(20, 'ALARM')] };
    const { alarms } = await evidenceOf(cloudwatch({ MetricAlarms: [{ ...ONE, StateValue: 'OK' }] }, history), ['One'], TIME);
    expect(alarms).toEqual([
      { alarmName: 'One', exists: true, rang: { at: '2026-11-21T12:10:00.000Z', already: false, reason: 'Threshold Crossed', reading: READING } },
    ]);
  });
});

describe('an alarm without history', () => {
  it('is taken at its own word', async () => {
    const alarm = { ...ONE, StateValue: 'ALARM', StateTransitionedTimestamp: new Date('2026-11-21T12:10:00Z'), StateReasonData: DATA, StateReason: 'Threshold Crossed' } as const;
    const { alarms } = await evidenceOf(cloudwatch({ MetricAlarms: [alarm] }), ['One'], TIME);
    expect(alarms).toMatchObject([{ rang: { at: '2026-11-21T12:10:00.000Z', already: false, reading: READING } }]);
  });

  it('that rang before the update is told apart', async () => {
    const alarm = { ...ONE, StateValue: 'ALARM', StateTransitionedTimestamp: new Date('2026-11-20T12:00:00Z') } as const;
    const { alarms } = await evidenceOf(cloudwatch({ MetricAlarms: [alarm] }), ['One'], TIME);
    expect(alarms).toMatchObject([{ rang: { at: '2026-11-20T12:00:00.000Z', already: true } }]);
  });

  it('that went off after the update is none of its business', async () => {
    const alarm = { ...ONE, StateValue: 'ALARM', StateTransitionedTimestamp: new Date('2026-11-21T13:00:00Z') } as const;
    const { alarms } = await evidenceOf(cloudwatch({ MetricAlarms: [alarm] }), ['One'], TIME);
    expect(alarms).toEqual([{ alarmName: 'One', exists: true, rang: undefined }]);
  });
});

it('gives a composite alarm\'s own words, which has no threshold', async () => {
  const alarm = { AlarmName: 'Both', StateValue: 'ALARM', StateUpdatedTimestamp: new Date('2026-11-21T12:10:00Z'), StateReason: 'One went to ALARM' } as const;
  const { alarms } = await evidenceOf(cloudwatch({ CompositeAlarms: [alarm] }), ['Both'], TIME);
  expect(alarms).toMatchObject([{ alarmName: 'Both', rang: { reason: 'One went to ALARM', reading: undefined } }]);
});

it('says which alarm does not exist', async () => {
  const { alarms } = await evidenceOf(cloudwatch({ MetricAlarms: [{ ...ONE, StateValue: 'OK' }] }), ['One', 'Mistyped'], TIME);
  expect(alarms).toMatchObject([{ alarmName: 'One', exists: true }, { alarmName: 'Mistyped', exists: false }]);
});

it('says why the alarms could not be read, rather than to fail', async () => {
  const refusing = { send: () => Promise.reject(Object.assign(new Error('not authorized'), { name: 'AccessDenied' })) } as unknown as CloudWatchClient;
  expect(await evidenceOf(refusing, ['One'], TIME)).toEqual({ alarms: [], unreadable: 'AccessDenied: not authorized' });
});

it('survives a history that nobody can read', async () => {
  const items = [{ AlarmName: 'One', HistoryData: 'no JSON' }, { AlarmName: 'One' }];
  const { alarms } = await evidenceOf(cloudwatch({ MetricAlarms: [{ ...ONE, StateValue: 'OK' }] }, { AlarmHistoryItems: items }), ['One'], TIME);
  expect(alarms).toEqual([{ alarmName: 'One', exists: true, rang: undefined }]);
});

it('asks a real client, and asks nothing where there is no alarm', async () => {
  const simulator = await churnAccount();
  await guard(simulator, 'churn-v1');
  const client = simulator.client(CloudWatchClient);
  const time = { from: simulator.clock.now, to: simulator.clock.now };
  expect(await evidenceOf(client, [ALARM, 'Mistyped'], time)).toEqual({
    alarms: [{ alarmName: ALARM, exists: true, rang: undefined }, { alarmName: 'Mistyped', exists: false, rang: undefined }],
  });
  expect(await evidenceOf(client, [], time)).toEqual({ alarms: [] });
});

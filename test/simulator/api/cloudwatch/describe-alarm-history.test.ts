import { DeleteAlarmsCommand, DescribeAlarmHistoryCommand } from '@aws-sdk/client-cloudwatch';
import type { DescribeAlarmHistoryInput } from '@aws-sdk/client-cloudwatch';
import { minute, putAlarm, putValue } from './fixtures';
import { account } from '../account';

async function withHistory() {
  const made = account();
  await putAlarm(made);
  await putValue(made, 5);
  made.simulator.clock.advance(120);
  await made.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['alarm'] }));
  await putAlarm(made, { AlarmName: 'other', MetricName: 'other' });
  return made;
}

describe('DescribeAlarmHistory', () => {
  test('tells of changes and states, the newest first, of a deleted alarm too', async () => {
    const { cloudwatch } = await withHistory();
    const { AlarmHistoryItems } = await cloudwatch.send(new DescribeAlarmHistoryCommand({ AlarmName: 'alarm' }));
    expect(AlarmHistoryItems!.map(({ HistoryItemType, HistorySummary, Timestamp }) => [HistoryItemType, HistorySummary, Timestamp])).toEqual([
      ['ConfigurationUpdate', 'Alarm "alarm" deleted', minute(2)],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM', minute(1)],
      ['ConfigurationUpdate', 'Alarm "alarm" created', minute(0)],
    ]);
  });

  test('has both states and their reasons as JSON', async () => {
    const { cloudwatch } = await withHistory();
    const { AlarmHistoryItems } = await cloudwatch.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate' }));
    const data = JSON.parse(AlarmHistoryItems![0].HistoryData!);
    expect(data.oldState).toEqual({ stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' });
    expect(data.newState).toMatchObject({ stateValue: 'ALARM', stateReasonData: { recentDatapoints: [5], threshold: 1 } });
    expect(AlarmHistoryItems![0].HistoryData).toContain('"recentDatapoints":[5.0]');
  });

  test.each<[DescribeAlarmHistoryInput, number]>([
    [{}, 4],
    [{ StartDate: minute(1) }, 3],
    [{ EndDate: minute(1) }, 2],
    [{ AlarmName: 'other' }, 1],
    [{ AlarmTypes: ['CompositeAlarm'] }, 0],
    [{ MaxRecords: 2 }, 2],
  ])('%j gives %d items', async (input, count) => {
    const { cloudwatch } = await withHistory();
    expect((await cloudwatch.send(new DescribeAlarmHistoryCommand(input))).AlarmHistoryItems).toHaveLength(count);
  });

  test('gives the oldest first if asked to', async () => {
    const { cloudwatch } = await withHistory();
    const { AlarmHistoryItems } = await cloudwatch.send(new DescribeAlarmHistoryCommand({ ScanBy: 'TimestampAscending' }));
    expect(AlarmHistoryItems![0].HistorySummary).toBe('Alarm "alarm" created');
  });
});

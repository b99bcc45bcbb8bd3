import { DeleteAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { alarms, putAlarm } from './fixtures';
import { account } from '../account';

describe('DeleteAlarms', () => {
  test('deletes alarms', async () => {
    const made = account();
    await putAlarm(made, { AlarmName: 'a' });
    await putAlarm(made, { AlarmName: 'b' });
    await made.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['a'] }));
    expect((await alarms(made)).map(({ AlarmName }) => AlarmName)).toEqual(['b']);
  });

  test('deletes none if one of them is not there', async () => {
    const made = account();
    await putAlarm(made, { AlarmName: 'a' });
    await expect(made.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['a', 'nothing'] }))).rejects.toThrow('Unknown alarm "nothing"');
    expect(await alarms(made)).toHaveLength(1);
  });
});

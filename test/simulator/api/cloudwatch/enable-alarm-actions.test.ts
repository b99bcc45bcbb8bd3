import { EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { alarms, putAlarm } from './fixtures';
import { account } from '../account';

describe('EnableAlarmActions', () => {
  test('enables what was put disabled', async () => {
    const made = account();
    await putAlarm(made, { ActionsEnabled: false });
    expect((await alarms(made))[0].ActionsEnabled).toBe(false);
    await made.cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: ['alarm'] }));
    expect((await alarms(made))[0].ActionsEnabled).toBe(true);
  });
});

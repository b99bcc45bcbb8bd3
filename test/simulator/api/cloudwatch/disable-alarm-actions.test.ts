import { DisableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { alarms, putAlarm, putValue } from './fixtures';
import { account } from '../account';

describe('DisableAlarmActions', () => {
  test('leaves the alarm changing its state', async () => {
    const made = account();
    await putAlarm(made);
    await made.cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['alarm'] }));
    await putValue(made, 5);
    made.simulator.clock.advance(120);
    expect(await alarms(made)).toMatchObject([{ ActionsEnabled: false, StateValue: 'ALARM' }]);
  });
});

import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { alarms, putAlarm } from './fixtures';
import { account, accountWithEndpoint } from '../account';

describe('SetAlarmState', () => {
  test('holds until the next evaluation', async () => {
    const made = account();
    await putAlarm(made);
    await made.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'alarm', StateValue: 'ALARM', StateReason: 'testing' }));
    expect(await alarms(made)).toMatchObject([{ StateValue: 'ALARM', StateReason: 'testing' }]);
    made.simulator.clock.advance(60);
    expect(await alarms(made)).toMatchObject([{ StateValue: 'INSUFFICIENT_DATA' }]);
  });

  test('rolls back an update that the alarm guards', async () => {
    const made = await accountWithEndpoint();
    await putAlarm(made);
    await made.sagemaker.send(new UpdateEndpointCommand({
      EndpointName: 'churn',
      EndpointConfigName: 'v2',
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 },
        },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'alarm' }] },
      },
    }));
    made.simulator.clock.advance(250);
    await made.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'alarm', StateValue: 'ALARM', StateReason: 'testing' }));
    expect(await made.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }))).toMatchObject({
      EndpointStatus: 'InService', EndpointConfigName: 'v1', FailureReason: expect.stringContaining('alarm \'alarm\''),
    });
  });

  test('refuses an alarm that is not there, and data that is no JSON', async () => {
    const made = account();
    await expect(made.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'nothing', StateValue: 'OK', StateReason: 'testing' })))
      .rejects.toThrow('Unknown alarm "nothing"');
    await putAlarm(made);
    await expect(made.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'alarm', StateValue: 'OK', StateReason: 'testing', StateReasonData: '{' })))
      .rejects.toThrow('StateReasonData is not JSON');
  });
});

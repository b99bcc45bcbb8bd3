import { Arn, ArnFormat, Token, type aws_cloudwatch as cloudwatch, type ResourceEnvironment } from 'aws-cdk-lib';
import { refuse } from './rule';
import type { Faults } from '../faults';

/**
 * Refuses an alarm of another region or account: the service looks for its name where the endpoint is, and does not say if there is none.
 */
export function refuseAlarmElsewhere(faults: Faults, alarm: cloudwatch.IAlarmRef, endpoint: ResourceEnvironment): void {
  const { alarmArn } = alarm.alarmRef;
  const { region, account } = Token.isUnresolved(alarmArn) ? alarm.env : Arn.split(alarmArn, ArnFormat.COLON_RESOURCE_NAME);
  for (const [what, there, here] of [['region', region, endpoint.region], ['account', account, endpoint.account]]) {
    if (there !== undefined && !Token.isUnresolved(there) && !Token.isUnresolved(here) && there !== here) {
      refuse(faults, 'alarm-elsewhere', `alarm ${alarm.node.path} is in ${what} ${there}, but the endpoint is in ${here}, where the service looks for its alarms; `
        + `use an alarm of ${what} ${here}`);
    }
  }
}

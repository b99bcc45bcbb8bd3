import { Token, type aws_cloudwatch as cloudwatch, type ResourceEnvironment } from 'aws-cdk-lib';
import { refuse } from './rule';
import type { Faults } from '../faults';

/**
 * Refuses an alarm of another region or account: the service looks for its name where the endpoint is, and does not say if there is none.
 */
export function refuseAlarmElsewhere(faults: Faults, alarm: cloudwatch.IAlarmRef, endpoint: ResourceEnvironment): void {
  // A part of an ARN may be a token, such as the partition. An alarm of this app has an ARN that is one as a whole.
  const [arn, , , ...parts] = alarm.alarmRef.alarmArn.split(':');
  const [region, account] = arn === 'arn' && parts.length >= 4 ? parts : [alarm.env.region, alarm.env.account];
  for (const [what, there, here] of [['region', region, endpoint.region], ['account', account, endpoint.account]]) {
    if (there !== '' && !Token.isUnresolved(there) && !Token.isUnresolved(here) && there !== here) {
      refuse(faults, 'alarm-elsewhere', `alarm ${alarm.node.path} is in ${what} ${there}, but the endpoint is in ${here}, where the service looks for its alarms; `
        + `use an alarm of ${what} ${here}`);
    }
  }
}

import { aws_cloudwatch as cloudwatch, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * An alarm as a template of the scope's stack refers to it.
 *
 * An alarm of the same stack is referred to without the detour that the CDK makes for those that another environment may refer to.
 */
export function alarmReference(scope: IConstruct, alarm: cloudwatch.IAlarmRef): cloudwatch.AlarmReference {
  const resource = alarm.node.defaultChild;
  return cloudwatch.CfnAlarm.isCfnAlarm(resource) && resource.stack === Stack.of(scope)
    ? { alarmName: resource.ref, alarmArn: resource.attrArn } : alarm.alarmRef;
}

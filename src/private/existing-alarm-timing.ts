import { aws_cloudwatch as cloudwatch, Token } from 'aws-cdk-lib';
import type { AlarmTiming } from '../rollout/detection';

/** How an alarm declared elsewhere in the app looks at its metric; unknown for an imported one or one of several metrics. */
export function existingAlarmTiming(alarm: cloudwatch.IAlarmRef): AlarmTiming | undefined {
  const resource = alarm.node.defaultChild ?? alarm;
  if (!cloudwatch.CfnAlarm.isCfnAlarm(resource)) {
    return undefined;
  }
  const { period, evaluationPeriods, datapointsToAlarm = evaluationPeriods } = resource;
  if (period === undefined || evaluationPeriods === undefined || datapointsToAlarm === undefined || Token.isUnresolved(period)) {
    return undefined;
  }
  return { periodSeconds: period, evaluationPeriods, datapointsToAlarm };
}

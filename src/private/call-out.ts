import { aws_cloudwatch as cloudwatch, Lazy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GuardrailAlarms } from './guardrail-alarms';

/**
 * Tells people of guardrails that go off, once for all that go off together: a bad model sets off several.
 *
 * Those that only report tell themselves. As a part of the common alarm, one that rings for days would keep it from telling of a rollback.
 */
export function callOut(scope: Construct, endpointName: string, alarms: GuardrailAlarms, actions: readonly cloudwatch.IAlarmAction[]): void {
  if (actions.length === 0) {
    return;
  }
  alarms.onReporting((alarm) => alarm.addAlarmAction(...actions));
  if (alarms.all.length > 0) {
    const anyOf = Lazy.string({ produce: () => alarms.all.map((alarm) => `ALARM("${alarm.alarmRef.alarmArn}")`).join(' OR ') });
    const common = new cloudwatch.CompositeAlarm(scope, 'GuardrailsAlarm', {
      compositeAlarmName: `${endpointName}-Guardrails`,
      alarmDescription: `A guardrail of endpoint ${endpointName} has gone off: SageMaker rolls an update that is under way back; where none is, the model in service does badly`,
      alarmRule: cloudwatch.AlarmRule.fromString(anyOf),
    });
    common.addAlarmAction(...actions);
  }
}

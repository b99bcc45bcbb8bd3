import { aws_cloudwatch as cloudwatch, Reference, Stack, Tokenization } from 'aws-cdk-lib';

/** An alarm's state in a rule, as the CDK writes it or a person does: `ALARM("${Token[...]}")`, `ALARM(name)`, with what may stand before it. */
const RINGING = /(NOT\s*\(\s*\(?\s*)?\bALARM\s*\(\s*(?:"([^"]+)"|'([^']+)'|([^)\s]+))\s*\)/g;

/** The alarms of this app that a composite one rings with, also by way of another composite one; not those that keep it quiet. */
export function partsOf(alarm: cloudwatch.IAlarmRef, within: readonly unknown[] = []): cloudwatch.CfnAlarm[] {
  const resource = compositeOf(alarm);
  if (!resource || within.includes(resource)) {
    return [];
  }
  const targets = [...resource.alarmRule.matchAll(RINGING)].filter(([, not]) => not === undefined)
    .map(([, , ...names]) => alarmNamed(names.find((name) => name !== undefined)!, resource));
  return [...new Set(targets.flatMap((target) => (
    target instanceof cloudwatch.CfnCompositeAlarm ? partsOf(target as unknown as cloudwatch.IAlarmRef, [...within, resource])
      : cloudwatch.CfnAlarm.isCfnAlarm(target) ? [target] : []
  )))];
}

/** The resource, where the alarm is a composite one of this app. */
export function compositeOf(alarm: cloudwatch.IAlarmRef): cloudwatch.CfnCompositeAlarm | undefined {
  const resource = alarm.node.defaultChild ?? alarm;
  return resource instanceof cloudwatch.CfnCompositeAlarm ? resource : undefined;
}

/** What a rule means by a name: an alarm of this app, or undefined. */
export function alarmNamed(name: string, composite: cloudwatch.CfnCompositeAlarm): unknown {
  const token = name.startsWith('${Token[') ? Tokenization.reverseString(name).firstToken : undefined;
  return Reference.isReference(token) ? token.target
    : Stack.of(composite).node.findAll().find((construct) => isAlarm(construct) && construct.alarmName === name);
}

function isAlarm(construct: unknown): construct is cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm {
  return cloudwatch.CfnAlarm.isCfnAlarm(construct) || construct instanceof cloudwatch.CfnCompositeAlarm;
}

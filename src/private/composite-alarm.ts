import { aws_cloudwatch as cloudwatch, Reference, Stack, Tokenization } from 'aws-cdk-lib';

/** An alarm's state in a rule, as the CDK writes it or a person does: `ALARM("${Token[...]}")`, `ALARM(name)`, with what may stand before it. */
const RINGING = /(NOT\s*\(\s*\(?\s*)?\bALARM\s*\(\s*(?:"([^"]+)"|'([^']+)'|([^)\s]+))\s*\)/g;

/** The alarms of this app that a composite one rings with; not those that keep it quiet. */
export function partsOf(alarm: cloudwatch.IAlarmRef): cloudwatch.CfnAlarm[] {
  const resource = alarm.node.defaultChild ?? alarm;
  if (!(resource instanceof cloudwatch.CfnCompositeAlarm)) {
    return [];
  }
  const targets = [...resource.alarmRule.matchAll(RINGING)].filter(([, not]) => not === undefined)
    .map(([, , ...names]) => alarmOf(names.find((name) => name !== undefined)!, resource));
  return [...new Set(targets)].filter((target): target is cloudwatch.CfnAlarm => cloudwatch.CfnAlarm.isCfnAlarm(target));
}

function alarmOf(name: string, composite: cloudwatch.CfnCompositeAlarm): unknown {
  const token = name.startsWith('${Token[') ? Tokenization.reverseString(name).firstToken : undefined;
  return Reference.isReference(token) ? token.target
    : Stack.of(composite).node.findAll().find((construct) => cloudwatch.CfnAlarm.isCfnAlarm(construct) && construct.alarmName === name);
}

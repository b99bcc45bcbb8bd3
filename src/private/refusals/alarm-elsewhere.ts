import { Stack, Token, type aws_cloudwatch as cloudwatch, type ResourceEnvironment } from 'aws-cdk-lib';
import { refuse } from './rule';
import { partsOf } from '../composite-alarm';
import type { Faults } from '../faults';
import { isVariantMetric, metricsOf, type WatchedAlarm } from '../watched-alarm';

/**
 * Refuses an alarm of another region or account: the service looks for its name where the endpoint is, and does not say if there is none.
 */
export function refuseAlarmElsewhere(faults: Faults, alarm: cloudwatch.IAlarmRef, endpoint: ResourceEnvironment): void {
  // A part of an ARN may be a token, such as the partition. An alarm of this app has an ARN that is one as a whole.
  const [arn, , , ...parts] = alarm.alarmRef.alarmArn.split(':');
  const [region, account] = arn === 'arn' && parts.length >= 4 ? parts : [alarm.env.region, alarm.env.account];
  compare(faults, `alarm ${alarm.node.path}`, { region, account }, endpoint, 'where the service looks for its alarms');
  for (const part of partsOf(alarm)) {
    compare(faults, `alarm ${part.node.path}, which ${alarm.node.path} is made of,`, Stack.of(part), alarm.env, 'where CloudWatch looks for the alarms of a composite one');
  }
}

function compare(faults: Faults, what: string, there: ResourceEnvironment, here: ResourceEnvironment, why: string): void {
  for (const kind of ['region', 'account'] as const) {
    if (there[kind] !== '' && !Token.isUnresolved(there[kind]) && !Token.isUnresolved(here[kind]) && there[kind] !== here[kind]) {
      refuse(faults, 'alarm-elsewhere', `${what} is in ${kind} ${there[kind]}, but the ${why.includes('composite') ? 'composite alarm' : 'endpoint'} is in ${here[kind]}, ${why}; `
        + `use an alarm of ${kind} ${here[kind]}`);
    }
  }
}

/** Refuses metrics of the endpoint that are looked for in another account: they are published in its own. */
export function refuseMetricElsewhere(faults: Faults, alarm: WatchedAlarm, endpoint: ResourceEnvironment): void {
  const here = endpoint.account;
  const found = metricsOf(alarm).filter(isVariantMetric)
    .find(({ account = here }) => ![account, here].some((each) => Token.isUnresolved(each)) && account !== here);
  if (found) {
    refuse(faults, 'alarm-elsewhere', `guardrail ${alarm.name} is on ${found.metricName} of account ${found.account}, but the endpoint is in ${endpoint.account}, where the service publishes its metrics, `
      + 'so the alarm would never have data; leave account out of the metric');
  }
}

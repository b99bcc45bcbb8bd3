import type { aws_cloudwatch as cloudwatch, ResourceEnvironment } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkTiming } from './alarm-timing';
import { metricAlarm } from './existing-alarm';
import { Faults } from './faults';
import type { GuardedRollout } from './guarded-rollout';
import { judge } from './judged';
import { refuseMetricElsewhere } from './refusals/alarm-elsewhere';
import { DOUBTFUL_ALARMS, DOUBTFUL_ROLLBACKS, OF_NO_METRIC, OF_VALUES, REFUSED_ALARMS } from './refusals/alarm-rules';
import { refuse, warn } from './refusals/rule';
import { hasUnknowns, isOverridden, renderedAlarm, textOf } from './rendered-alarm';
import type { WatchedAlarm } from './watched-alarm';

interface Judged {
  readonly alarm: WatchedAlarm;
  readonly resource: cloudwatch.CfnAlarm;
  /** What it was when it was judged. */
  readonly text: string;
}

/** Holds the alarms of one endpoint against all rules: when they are added, and again where the app has changed them by the time it is synthesized. */
export class AlarmJudge {
  private readonly judged: Judged[] = [];

  constructor(private readonly endpoint: Construct & { readonly env: ResourceEnvironment }, private readonly rollout: GuardedRollout) {}

  /** Refuses alarms that cannot do what they are there for. */
  refuse(faults: Faults, alarms: readonly WatchedAlarm[]): void {
    for (const alarm of alarms) {
      if (alarm.own && alarm.timing) {
        checkTiming({ add: (fault) => faults.add(`alarm ${alarm.name}: ${fault}`) }, alarm.timing);
      }
      refuseMetricElsewhere(faults, alarm, this.endpoint.env);
      const found = judge(REFUSED_ALARMS, alarm, this.rollout);
      const published = !found.some(([id]) => OF_NO_METRIC.includes(id));
      found.filter(([id]) => published || !OF_VALUES.includes(id)).forEach(([id, message]) => refuse(faults, id, message));
    }
  }

  /** Warns of what is doubtful about an alarm. */
  warn(alarm: WatchedAlarm): void {
    judge(DOUBTFUL_ALARMS, alarm, this.rollout).filter(([id]) => alarm.enforced || !DOUBTFUL_ROLLBACKS.includes(id))
      .forEach(([id, message]) => warn(this.endpoint, id, message));
  }

  /** Keeps the alarm in mind, as it is now. */
  remember(alarm: WatchedAlarm, resource = alarm.resource): void {
    if (resource) {
      this.judged.push({ alarm, resource, text: textOf(resource) });
    }
  }

  /** What is to be refused of alarms that an override or an aspect has changed since, or that have values which are known only now. */
  judgeAgain(): string[] {
    const faults = new Faults(`endpoint '${this.endpoint.node.path}'`);
    for (const { alarm, resource, text } of this.judged) {
      if (resource.node.scope!.node.tryFindChild(resource.node.id) !== resource) {
        refuse(faults, 'guard-taken-away', `alarm ${alarm.name} was taken out of the app again, so that nothing would roll a bad model back; leave it in, or leave the guardrail out`);
      } else if (textOf(resource) !== text || isOverridden(resource) || hasUnknowns(text, this.names())) {
        const changed = inTemplate(alarm, resource, this.names());
        this.refuse(faults, [{ ...changed, own: true }]);
        this.warn(changed);
      }
    }
    return faults.all;
  }

  private names(): string[] {
    const { endpointName, endpointConfigName, fleet } = this.rollout;
    return [endpointName, endpointConfigName, ...fleet.map(({ variantName }) => variantName)];
  }
}

function inTemplate(alarm: WatchedAlarm, resource: cloudwatch.CfnAlarm, names: readonly string[]): WatchedAlarm {
  const { name, own, enforced, tempered, minimumInvocations, comparison } = alarm;
  const rendered = metricAlarm(name, renderedAlarm(resource, names));
  const metric = rendered.queries && rendered.queries.byId.size > 1 ? alarm.metric : rendered.metric;
  const hasUnit = alarm.hasUnit && rendered.threshold === alarm.threshold;
  return { ...rendered, metric, hasUnit, own, enforced, tempered, minimumInvocations, comparison, resource };
}

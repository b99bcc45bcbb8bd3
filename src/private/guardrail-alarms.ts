import { aws_cloudwatch as cloudwatch, Token, type Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { existingAlarmTiming } from './existing-alarm-timing';
import type { Faults } from './faults';
import type { VariantFleet } from './fleet';
import type { DeclaredAlarm, GuardrailAlarm } from './guardrail-alarm';
import { refuseAlarmElsewhere } from './refusals/alarm-elsewhere';
import { warnOfBakeShorterThanAlarm } from './refusals/bake-shorter-than-alarm';
import { warnOfDilution } from './refusals/dilution';
import { warnOfPeriodShorterThanMetric } from './refusals/period-shorter-than-metric';
import type { DeploymentConfig } from '../rollout/deployment-config';
import { LIMITS } from '../rollout/limits';

interface Guarded {
  readonly endpointName: string;
  readonly updatePolicy: DeploymentConfig;
  readonly fleet: readonly VariantFleet[];
}

/** Declares the alarms of one endpoint's guardrails, and knows all that roll its updates back. */
export class GuardrailAlarms {
  /** In the order in which they were added. */
  readonly all: cloudwatch.IAlarmRef[] = [];
  private readonly declarations = new Map<string, string>();

  private readonly scope: Construct;

  constructor(private readonly endpoint: Resource, private readonly guarded: Guarded) {
    // A scope of their own: their ids are names that users give.
    this.scope = new Construct(endpoint, 'Guardrails');
  }

  /** Checks that these can be added to those there are. */
  check(faults: Faults, added: readonly GuardrailAlarm[]): void {
    const count = this.all.length + added.length;
    const { max, name, source } = LIMITS.rollbackAlarms;
    if (count > max) {
      faults.add(`the guardrails make ${count} alarms, at most ${max} are allowed (${name}, ${source}); a guardrail makes one for every production variant: `
        + 'use variantName for those that need not watch all, or fewer guardrails');
    }
    const declared = added.flatMap((alarm) => ('declared' in alarm ? [fingerprint(alarm.declared)] : []));
    const existing = added.flatMap((alarm) => ('existing' in alarm ? [alarm.existing] : []));
    const again = [
      ...repeated(declared, [...this.declarations.values()]).map((print) => print.split('|')[0]),
      ...repeated(existing.map(nameOf), this.all.map(nameOf)).map((alarmName) => existing.find((alarm) => nameOf(alarm) === alarmName)!.node.path),
    ];
    for (const guardrail of new Set(again)) {
      faults.add(`guardrail ${guardrail} is given twice; leave one out`);
    }
    existing.forEach((alarm) => refuseAlarmElsewhere(faults, alarm, this.endpoint.env));
  }

  add(alarm: GuardrailAlarm): cloudwatch.IAlarmRef {
    const added = 'existing' in alarm ? alarm.existing : this.declare(alarm.declared);
    const timing = 'existing' in alarm ? existingAlarmTiming(alarm.existing) : alarm.declared.timing;
    const name = 'existing' in alarm ? alarm.existing.node.path : alarm.declared.label;
    if (timing) {
      warnOfBakeShorterThanAlarm(this.endpoint, name, timing, this.guarded.updatePolicy);
    }
    if ('declared' in alarm) {
      this.warnOf(alarm.declared);
    }
    this.all.push(added);
    return added;
  }

  private warnOf({ label, variantName, timing, diluted, threshold }: DeclaredAlarm): void {
    const fleet = this.guarded.fleet.find((variant) => variant.variantName === variantName);
    if (fleet) {
      warnOfPeriodShorterThanMetric(this.endpoint, label, timing);
    }
    if (fleet && diluted) {
      warnOfDilution(this.endpoint, label, threshold, this.guarded.updatePolicy, fleet);
    }
  }

  private declare(declared: DeclaredAlarm): cloudwatch.Alarm {
    const { label, variantName, metric, threshold, comparisonOperator, timing } = declared;
    const subject = variantName === undefined ? label : `${variantName}-${label}`;
    const name = this.unused(subject);
    this.declarations.set(name, fingerprint(declared));
    const id = Token.isUnresolved(name) ? `Alarm${this.declarations.size}` : name;
    const alarm = new cloudwatch.Alarm(this.scope, id, {
      alarmName: `${this.guarded.endpointName}-${name}`,
      alarmDescription: `Rolls an update of endpoint ${this.guarded.endpointName} back: ${variantName === undefined ? '' : `variant ${variantName}, `}${declared.condition}`,
      metric,
      threshold,
      comparisonOperator,
      evaluationPeriods: timing.evaluationPeriods,
      datapointsToAlarm: timing.datapointsToAlarm,
      // Missing data must neither roll an update back (`breaching`) nor pass for proof (`notBreaching`), nor keep the ALARM that the
      // last rollback left behind (`ignore`). So silence is INSUFFICIENT_DATA.
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
    });
    renderInterquartileMean(alarm);
    return alarm;
  }

  /** The name, or with a number behind it where a guardrail on the same metric came before. */
  private unused(name: string): string {
    let candidate = name;
    for (let number = 2; this.declarations.has(candidate); number++) {
      candidate = `${name}-${number}`;
    }
    return candidate;
  }
}

/** Those of the added that are there already, or come twice. */
function repeated(added: readonly string[], present: readonly string[]): string[] {
  return added.filter((item, index) => present.includes(item) || added.indexOf(item) < index);
}

function nameOf(alarm: cloudwatch.IAlarmRef): string {
  return alarm.alarmRef.alarmName;
}

/** The CDK renders the interquartile mean as a simple statistic, which CloudWatch refuses: it is one of the extended ones. */
function renderInterquartileMean(alarm: cloudwatch.Alarm): void {
  const resource = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  if (resource.statistic === 'IQM') {
    resource.extendedStatistic = resource.statistic;
    resource.statistic = undefined;
  }
}

/** Two alarms that would ring together. */
function fingerprint({ label, variantName, metric, threshold, comparisonOperator, timing }: DeclaredAlarm): string {
  const known = Token.isUnresolved(threshold) ? Token.asString(threshold) : threshold;
  const name = variantName === undefined ? label : `${label} of variant '${variantName}'`;
  return [name, known, comparisonOperator, ...Object.values(timing), variantName === undefined ? metricKey(metric) : ''].join('|');
}

function metricKey(metric: cloudwatch.IMetric): string {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat
    ? JSON.stringify([metricStat.namespace, metricStat.metricName, metricStat.statistic, metricStat.dimensions ?? []])
    : String(mathExpression?.expression);
}

import { aws_cloudwatch as cloudwatch, Token, type ResourceEnvironment } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmJudge } from './alarm-judge';
import { detectionNote } from './detection-note';
import type { Faults } from './faults';
import type { VariantFleet } from './fleet';
import type { GuardedRollout } from './guarded-rollout';
import { isEnforced, type DeclaredAlarm, type GuardrailAlarm } from './guardrail-alarm';
import { refuseAlarmElsewhere } from './refusals/alarm-elsewhere';
import { clientErrorsOnly } from './refusals/client-errors-only';
import { refuseConstantComposite, warnOfComposite } from './refusals/composite-rules';
import { dilution } from './refusals/dilution';
import { modelUnwatched } from './refusals/model-unwatched';
import { inform, warn } from './refusals/rule';
import { noTrafficAtAll } from './refusals/too-little-traffic';
import { variantUnwatched } from './refusals/variant-unwatched';
import type { WatchedAlarm } from './watched-alarm';
import { watchedAlarms } from './watched-alarms';
import { LIMITS } from '../rollout/limits';

interface Located {
  readonly env: ResourceEnvironment;
}

/** Declares the alarms of one endpoint's guardrails, and knows all that roll its updates back. */
export class GuardrailAlarms {
  /** Those that roll an update back, in the order in which they were added. */
  readonly all: cloudwatch.IAlarmRef[] = [];
  /** Those that are declared here, with what they are made of. */
  readonly declared: Array<{ readonly alarm: cloudwatch.Alarm; readonly declared: DeclaredAlarm }> = [];
  private readonly declarations = new Map<string, string>();
  private readonly watched: WatchedAlarm[] = [];
  private readonly judge: AlarmJudge;
  private readonly reporting: cloudwatch.Alarm[] = [];
  private readonly scope: Construct;
  private reported?: (alarm: cloudwatch.Alarm) => void;
  private readonly largest = new Map<string, number>();

  constructor(private readonly endpoint: Construct & Located, private readonly rollout: GuardedRollout, scope?: Construct) {
    // A scope of their own: their ids are names that users give.
    this.scope = scope ?? new Construct(endpoint, 'Guardrails');
    // Only at synth is it known that no other guardrail is added.
    endpoint.node.addValidation({ validate: () => { this.warnOfAllTogether(); return this.judge.judgeAgain(); } });
    this.judge = new AlarmJudge(endpoint, rollout);
  }

  /** Checks that these can be added to those there are. */
  check(faults: Faults, added: readonly GuardrailAlarm[]): void {
    const count = this.all.length + added.filter(isEnforced).length;
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
    for (const alarm of existing) {
      checkAlarmName(faults, alarm);
      refuseAlarmElsewhere(faults, alarm, this.endpoint.env);
      refuseConstantComposite(faults, alarm, this.rollout);
    }
    this.judge.refuse(faults, added.flatMap(watchedAlarms));
  }

  add(alarm: GuardrailAlarm): cloudwatch.IAlarmRef {
    const watched = watchedAlarms(alarm);
    for (const each of watched) {
      this.judge.warn(each);
      const note = detectionNote(each, this.rollout);
      if (note !== undefined) {
        inform(this.endpoint, 'detection', note);
      }
    }
    if ('existing' in alarm) {
      warnOfComposite(this.endpoint, alarm.existing);
      this.all.push(alarm.existing);
      this.watched.push(...watched);
      watched.forEach((each) => this.judge.remember(each));
      return alarm.existing;
    }
    const declared = this.declare(alarm.declared);
    this.declared.push({ alarm: declared, declared: alarm.declared });
    watched.forEach((each) => this.judge.remember(each, declared.node.defaultChild as cloudwatch.CfnAlarm));
    if (alarm.declared.enforced) {
      this.all.push(declared);
      this.watched.push(...watched);
    } else {
      this.reporting.push(declared);
      this.reported?.(declared);
    }
    return declared;
  }

  /** Calls for each alarm that only reports, those that are added later included. */
  onReporting(reported: (alarm: cloudwatch.Alarm) => void): void {
    this.reporting.forEach(reported);
    this.reported = reported;
  }

  /** The variant may have so many instances by the time of an update. */
  scaledOutTo(variantName: string, instances: number): void {
    this.largest.set(variantName, instances);
  }

  private warnOfAllTogether(): void {
    const found = {
      'client-errors-only': clientErrorsOnly(this.watched),
      'model-unwatched': modelUnwatched(this.watched),
      'too-little-traffic': noTrafficAtAll(this.watched, this.rollout),
      'variant-unwatched': variantUnwatched(this.watched, this.rollout),
    };
    Object.entries(found).forEach(([id, message]) => message !== undefined && warn(this.endpoint, id, message));
    this.warnOfDilutionScaledOut();
  }

  private warnOfDilutionScaledOut(): void {
    const mostOf = ({ variantName, instanceCount }: VariantFleet) => this.largest.get(variantName) ?? instanceCount;
    const scaled = this.rollout.fleet.map((variant) => ({ ...variant, instanceCount: mostOf(variant) }));
    for (const alarm of this.largest.size > 0 ? this.watched : []) {
      const message = dilution(alarm, this.rollout) === undefined ? dilution(alarm, { ...this.rollout, fleet: scaled }) : undefined;
      if (message !== undefined) {
        warn(this.endpoint, 'dilution', `once autoscaling has added instances, ${message}`);
      }
    }
  }

  private declare(declared: DeclaredAlarm): cloudwatch.Alarm {
    const { label, variantName, metric, threshold, comparisonOperator, timing, enforced, condition } = declared;
    const name = this.unused(variantName === undefined ? label : `${variantName}-${label}`);
    this.declarations.set(name, fingerprint(declared));
    const id = Token.isUnresolved(name) ? `Alarm${this.declarations.size}` : name;
    const effect = enforced ? `Rolls an update of endpoint ${this.rollout.endpointName} back` : `Reports on endpoint ${this.rollout.endpointName}`;
    const alarm = new cloudwatch.Alarm(this.scope, id, {
      alarmName: `${this.rollout.endpointName}-${name}`,
      alarmDescription: `${effect}: ${variantName === undefined ? '' : `variant ${variantName}, `}${condition}`,
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

/** Of one that is imported; the CDK's own are names. */
function checkAlarmName(faults: Faults, alarm: cloudwatch.IAlarmRef): void {
  const { alarmName } = alarm.alarmRef;
  if (Token.isUnresolved(alarmName)) {
    return;
  }
  const { min, max, name, source } = LIMITS.alarmName;
  if (alarmName.startsWith('arn:')) {
    faults.add(`alarm ${alarm.node.path} has the name '${alarmName}', which is an ARN, and the service looks for alarms by their names; use Alarm.fromAlarmArn`);
  } else if (alarmName.length < min || alarmName.length > max) {
    faults.add(`alarm ${alarm.node.path} has a name of ${alarmName.length} characters, ${min} to ${max} are allowed (${name}, ${source}); use the name of an alarm`);
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

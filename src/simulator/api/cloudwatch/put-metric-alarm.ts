import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue, validationError } from './faults';
import { metricId } from './metric-id';
import { metricQueries } from './metric-queries';
import type { TreatMissingData } from '../../../rollout/alarm';
import type { AlarmDefinition } from '../../alarm';
import { alarmArn } from '../../arns';
import { readStatistic } from '../../metric-queries';
import { SIMULATED_STATISTICS, statisticOf } from '../../statistic';
import type { World } from '../../world';

const COMPARISONS = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'];
const MISSING: readonly TreatMissingData[] = ['breaching', 'notBreaching', 'ignore', 'missing'];
const ONE_DAY = 86_400;

export function putMetricAlarm(world: World, input: PutMetricAlarmInput): void {
  refuseWhatIsNotSimulated(input);
  if (world.cloudwatch.compositeAlarms.get(input.AlarmName!)) {
    throw validationError(`There is a composite alarm "${input.AlarmName}" already, a metric alarm cannot have its name`);
  }
  world.cloudwatch.alarms.put(definition(world, input), input.Tags ?? []);
}

function refuseWhatIsNotSimulated(input: PutMetricAlarmInput): void {
  if (input.ThresholdMetricId !== undefined) {
    throw invalidValue('ThresholdMetricId is not simulated: there is no anomaly detection. Use Threshold.');
  }
  if (input.EvaluationCriteria || input.EvaluationInterval !== undefined) {
    throw invalidValue('EvaluationCriteria and EvaluationInterval are not simulated. Use MetricName, Period and EvaluationPeriods.');
  }
}

function definition(world: World, input: PutMetricAlarmInput): AlarmDefinition {
  const evaluationPeriods = required(input.EvaluationPeriods, 'EvaluationPeriods');
  const source = input.Metrics ? mathSource(input) : metricSource(input);
  checkPeriod(source.period, evaluationPeriods);
  return {
    ...source,
    name: input.AlarmName!,
    arn: alarmArn(world, input.AlarmName!),
    input,
    threshold: required(input.Threshold, 'Threshold'),
    comparisonOperator: checkedComparison(required(input.ComparisonOperator, 'ComparisonOperator')),
    rule: {
      evaluationPeriods,
      datapointsToAlarm: checkedDatapoints(input.DatapointsToAlarm ?? evaluationPeriods, evaluationPeriods),
      treatMissingData: checkedMissing(input.TreatMissingData ?? 'missing'),
    },
    ignoresLowSampleCount: checkedLowSampleCount(input) === 'ignore',
  };
}

type Source = Pick<AlarmDefinition, 'on' | 'watched' | 'datapoints' | 'period'>;

function metricSource(input: PutMetricAlarmInput): Source {
  const statistic = checkedStatistic(input);
  required(input.MetricName, 'MetricName');
  required(input.Namespace, 'Namespace');
  const on = { id: metricId(input), statistic, unit: input.Unit };
  return { on, watched: [on.id], period: required(input.Period, 'Period'), datapoints: (metrics, range) => readStatistic(metrics, on, range) };
}

const PLAIN_FIELDS = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Statistic', 'ExtendedStatistic', 'Unit'] as const;

/** Documented: instead of a metric, up to ten queries of which exactly one returns data. */
function mathSource(input: PutMetricAlarmInput): Source {
  const plain = PLAIN_FIELDS.find((field) => input[field] !== undefined);
  if (plain) {
    throw invalidCombination(`${plain} and Metrics cannot be used together`);
  }
  const returning = input.Metrics!.filter(({ ReturnData }) => ReturnData !== false);
  if (returning.length !== 1) {
    throw validationError(`Exactly one of the Metrics must have ReturnData true, got ${returning.length}`);
  }
  const [{ Id }] = returning;
  const queries = metricQueries(input.Metrics!);
  return { watched: queries.metricIds, period: queries.periodOf(Id!), datapoints: (metrics, range) => queries.read(metrics, Id!, range) };
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) {
    throw validationError(`${name} is required for an alarm on a metric`);
  }
  return value;
}

/** Documented: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function checkPeriod(period: number, evaluationPeriods: number): void {
  if (![10, 20, 30].includes(period) && (period % 60 !== 0 || period === 0)) {
    throw validationError(`Period must be 10, 20, 30 or a multiple of 60, got ${period}`);
  }
  if (period * evaluationPeriods > ONE_DAY) {
    throw validationError(`Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${ONE_DAY}), got ${period * evaluationPeriods}`);
  }
}

function checkedStatistic({ Statistic, ExtendedStatistic }: PutMetricAlarmInput): string {
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    throw invalidCombination('Exactly one of Statistic and ExtendedStatistic must be given');
  }
  const name = (Statistic ?? ExtendedStatistic)!;
  if (!statisticOf(name)) {
    throw invalidValue(`The statistic ${name} is not simulated, there are ${SIMULATED_STATISTICS}`);
  }
  return name;
}

function checkedComparison(operator: string): string {
  if (!COMPARISONS.includes(operator)) {
    throw invalidValue(`ComparisonOperator ${operator} is not simulated: there is no anomaly detection. Use one of ${COMPARISONS.join(', ')}`);
  }
  return operator;
}

function checkedDatapoints(datapoints: number, evaluationPeriods: number): number {
  if (datapoints > evaluationPeriods) {
    throw validationError(`DatapointsToAlarm must be less than or equal to EvaluationPeriods, got ${datapoints} of ${evaluationPeriods}`);
  }
  return datapoints;
}

function checkedMissing(value: string): TreatMissingData {
  const known = MISSING.find((one) => one === value);
  if (!known) {
    throw invalidValue(`TreatMissingData must be one of ${MISSING.join(', ')}, got ${value}`);
  }
  return known;
}

function checkedLowSampleCount({ EvaluateLowSampleCountPercentile: value, ExtendedStatistic }: PutMetricAlarmInput): string | undefined {
  if (value !== undefined && value !== 'ignore' && value !== 'evaluate') {
    throw invalidValue(`EvaluateLowSampleCountPercentile must be one of evaluate, ignore, got ${value}`);
  }
  if (value !== undefined && ExtendedStatistic === undefined) {
    throw invalidCombination('EvaluateLowSampleCountPercentile is for alarms with an ExtendedStatistic');
  }
  return value;
}

import { Token, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { faultInExpressions, faultInQueries } from './not-an-expression';
import type { AlarmRule } from './rule';
import { LIMITS } from '../../rollout/limits';
import type { AlarmProperties } from '../rendered-alarm';
import { isStatistic } from '../statistic';

const PAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';

const SIMPLE: readonly string[] = ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'];
const COMPARISONS: readonly string[] = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanOrEqualToThreshold', 'LessThanThreshold'];
/** Of a band, which is the threshold. */
const BAND_COMPARISONS: readonly string[] = ['GreaterThanUpperThreshold', 'LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold'];
const MISSING_DATA: readonly string[] = ['breaching', 'ignore', 'missing', 'notBreaching'];
const LOW_SAMPLE_COUNT: readonly string[] = ['evaluate', 'ignore'];
const OF_ONE_METRIC = ['dimensions', 'extendedStatistic', 'metricName', 'namespace', 'period', 'statistic', 'unit'] as const;

/** Refuses what CloudWatch would not accept as an alarm: L1 resources and escape hatches check nothing, so that the deployment would fail. */
export const notAnAlarm: AlarmRule = ({ name, properties, queries }) => {
  const expressions = new Map([...queries?.byId ?? []].map(([id, { expression }]) => [id, expression]));
  const fault = properties ? faultOf(properties) : faultInExpressions(expressions);
  return fault && `alarm ${name} ${fault} (${PAGE}), so that CloudWatch would not create it`;
};

function faultOf(alarm: AlarmProperties): string | undefined {
  const { comparisonOperator, threshold, thresholdMetricId, evaluationPeriods, metricName, metrics } = alarm;
  const banded = BAND_COMPARISONS.includes(comparisonOperator);
  return oneOf('comparisonOperator', comparisonOperator, [...COMPARISONS, ...BAND_COMPARISONS], true)
    ?? (evaluationPeriods === undefined ? 'has no evaluationPeriods' : undefined)
    ?? (banded && thresholdMetricId === undefined ? `is ${comparisonOperator}, but has no thresholdMetricId: the id of an ANOMALY_DETECTION_BAND` : undefined)
    ?? (!banded && thresholdMetricId !== undefined ? `has a thresholdMetricId, but is ${comparisonOperator}: one of ${BAND_COMPARISONS.join(', ')} is needed` : undefined)
    ?? (!banded && threshold === undefined ? 'has no threshold' : undefined)
    ?? oneOf('treatMissingData', alarm.treatMissingData, MISSING_DATA)
    ?? oneOf('evaluateLowSampleCountPercentile', alarm.evaluateLowSampleCountPercentile, LOW_SAMPLE_COUNT)
    ?? faultOfName(alarm.alarmName)
    ?? (metricName === undefined && metrics === undefined ? 'has neither metricName nor metrics' : undefined)
    ?? (metrics === undefined ? faultOfMetric(alarm) : faultOfMetrics(alarm));
}

function faultOfName(alarmName: string | undefined): string | undefined {
  const { min, max } = LIMITS.alarmName;
  return isKnown(alarmName) && (alarmName.length < min || alarmName.length > max) ? `has a name of ${alarmName.length} characters, ${min} to ${max} are allowed` : undefined;
}

function faultOfMetric({ namespace, period, statistic, extendedStatistic }: AlarmProperties): string | undefined {
  if (namespace === undefined || period === undefined) {
    return `has a metricName, but no ${namespace === undefined ? 'namespace' : 'period'}`;
  }
  if ((statistic === undefined) === (extendedStatistic === undefined)) {
    return `has ${statistic === undefined ? 'neither' : 'both'} statistic ${statistic === undefined ? 'nor' : 'and'} extendedStatistic, one of them is needed`;
  }
  if (isKnown(extendedStatistic) && (SIMPLE.includes(extendedStatistic) || !isStatistic(extendedStatistic))) {
    return `has the extendedStatistic '${extendedStatistic}', a percentile such as 'p99' is needed there, and ${SIMPLE.join(', ')} as statistic`;
  }
  return isKnown(statistic) && !SIMPLE.includes(statistic)
    ? `has the statistic '${statistic}', one of ${SIMPLE.join(', ')} is needed there${isStatistic(statistic) ? ', and others as extendedStatistic' : ''}` : undefined;
}

function faultOfMetrics(alarm: AlarmProperties): string | undefined {
  const both = OF_ONE_METRIC.filter((property) => alarm[property] !== undefined);
  if (both.length > 0) {
    return `has metrics and ${both.join(', ')} as well, which go with a metricName only`;
  }
  const { metrics, thresholdMetricId } = alarm;
  return Array.isArray(metrics) && !metrics.some((query) => Token.isUnresolved(query))
    ? faultInQueries(metrics as cloudwatch.CfnAlarm.MetricDataQueryProperty[], thresholdMetricId) : undefined;
}

function oneOf(property: string, value: string | undefined, allowed: readonly string[], needed = false): string | undefined {
  if (value === undefined) {
    return needed ? `has no ${property}` : undefined;
  }
  return Token.isUnresolved(value) || allowed.includes(value) ? undefined : `has the ${property} '${value}', one of ${allowed.join(', ')} is needed`;
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && !Token.isUnresolved(value);
}

import { aws_cloudwatch as cloudwatch, Token } from 'aws-cdk-lib';
import { existingAlarmTiming } from './existing-alarm-timing';
import type { DeclaredAlarm, FleetComparison, GuardrailAlarm } from './guardrail-alarm';
import { INVOCATION_NAMESPACE } from './variant-metric';
import type { AlarmTiming } from '../rollout/detection';

/** An alarm that guards an endpoint, as CloudWatch will see it, whoever declared it. What is not known of it is absent. */
export interface WatchedAlarm {
  /** What the user knows it by. */
  readonly name: string;
  /** Absent for an expression, and for an alarm that is declared elsewhere. */
  readonly metric?: WatchedMetric;
  readonly threshold?: number;
  readonly comparisonOperator?: string;
  readonly timing?: AlarmTiming;
  readonly treatMissingData?: string;
  readonly minimumInvocations?: number;
  readonly comparison?: FleetComparison;
}

export interface WatchedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export function watchedAlarm(alarm: GuardrailAlarm): WatchedAlarm {
  return 'existing' in alarm ? existingAlarm(alarm.existing) : declaredAlarm(alarm.declared);
}

/** What the service publishes of requests, with the dimensions of a variant. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
export const INVOCATION_METRICS: readonly string[] = [
  'ConcurrentRequestsPerModel', 'Invocation4XXErrors', 'Invocation5XXErrors', 'InvocationModelErrors', 'Invocations', 'InvocationsPerInstance', 'ModelLatency',
  'ModelSetupTime', 'OverheadLatency',
];

/** Whether the metric is one of a variant's requests, and not of a queue, a job or a component. */
export function isInvocationMetric(metric: WatchedMetric | undefined): metric is WatchedMetric {
  return metric?.namespace === INVOCATION_NAMESPACE && INVOCATION_METRICS.includes(metric.metricName);
}

/** Whether the metric is 0 or 1 for each request, so that its average is the share of requests that failed. */
export function countsErrors(metric: WatchedMetric | undefined): metric is WatchedMetric {
  return isInvocationMetric(metric) && ['Invocation4XXErrors', 'Invocation5XXErrors', 'InvocationModelErrors'].includes(metric.metricName);
}

/** Whether the requests to all fleets are counted, not only those to the green one. */
export function countsAllFleets(metric: WatchedMetric): boolean {
  return metric.dimensions.EndpointConfigName === undefined;
}

function declaredAlarm(alarm: DeclaredAlarm): WatchedAlarm {
  const { label, metric, judged = metric, threshold, comparisonOperator, timing, minimumInvocations, comparison } = alarm;
  const { metricStat } = judged.toMetricConfig();
  return {
    name: label,
    threshold,
    comparisonOperator,
    timing,
    minimumInvocations,
    comparison,
    metric: metricStat && {
      namespace: metricStat.namespace,
      metricName: metricStat.metricName,
      statistic: metricStat.statistic,
      dimensions: Object.fromEntries((metricStat.dimensions ?? []).map(({ name, value }) => [name, String(value)])),
    },
  };
}

function existingAlarm(alarm: cloudwatch.IAlarmRef): WatchedAlarm {
  const resource = alarm.node.defaultChild ?? alarm;
  const name = alarm.node.path;
  if (!cloudwatch.CfnAlarm.isCfnAlarm(resource)) {
    return { name };
  }
  const { namespace, metricName, statistic, extendedStatistic, dimensions = [], threshold, comparisonOperator, treatMissingData } = resource;
  const known = namespace !== undefined && metricName !== undefined && !Token.isUnresolved(dimensions)
    && (dimensions as unknown[]).every((dimension) => !Token.isUnresolved(dimension));
  return {
    name,
    threshold,
    comparisonOperator,
    treatMissingData,
    timing: existingAlarmTiming(alarm),
    metric: known ? {
      namespace,
      metricName,
      statistic: extendedStatistic ?? statistic ?? 'Average',
      dimensions: Object.fromEntries((dimensions as cloudwatch.CfnAlarm.DimensionProperty[]).map((dimension) => [dimension.name, dimension.value])),
    } : undefined,
  };
}

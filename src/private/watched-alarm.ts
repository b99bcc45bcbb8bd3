import type { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { FleetComparison } from './guardrail-alarm';
import type { AlarmProperties } from './rendered-alarm';
import type { AlarmTiming } from '../rollout/detection';
import { ERROR_METRICS, INSTANCE_METRICS, INSTANCE_NAMESPACE, INVOCATION_NAMESPACE, LATENCY_METRICS } from '../rollout/endpoint-metrics';

/** An alarm that guards an endpoint, as CloudWatch will see it, whoever declared it. What is not known of it is absent. */
export interface WatchedAlarm {
  /** What the user knows it by. */
  readonly name: string;
  /** What is compared with the threshold, in the unit it is published in. Absent for an expression, and for an alarm that is declared elsewhere. */
  readonly metric?: WatchedMetric;
  /** Where the alarm is on several metrics, or on an expression. */
  readonly queries?: WatchedQueries;
  readonly threshold?: number;
  readonly comparisonOperator?: string;
  readonly timing?: AlarmTiming;
  readonly treatMissingData?: string;
  readonly minimumInvocations?: number;
  readonly comparison?: FleetComparison;
  /** Whether the user wrote the metric and the threshold, in its raw unit. */
  readonly own: boolean;
  /** Whether the threshold was written with its unit, as a duration. */
  readonly hasUnit?: boolean;
  /** Whether it rolls an update back, or only reports. */
  readonly enforced: boolean;
  /** What the resource is declared with, where the user declared it. */
  readonly properties?: AlarmProperties;
  /** Absent where it is not of this app. */
  readonly resource?: cloudwatch.CfnAlarm;
  /** Whether a composite alarm rings only if others ring with it. */
  readonly tempered?: boolean;
}

export interface WatchedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Where only values of one unit are asked for. */
  readonly unit?: string;
  /** Where it is that of another account. */
  readonly account?: string;
}

/** Metrics and expressions of them, by their ids. */
export interface WatchedQueries {
  /** Whose values are compared with the threshold. */
  readonly returned: string;
  readonly byId: ReadonlyMap<string, WatchedQuery>;
}

export interface WatchedQuery {
  readonly metric?: WatchedMetric;
  readonly expression?: string;
}

/** What the service publishes of requests, with the dimensions of a variant. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
export const INVOCATION_METRICS: readonly string[] = [
  'ConcurrentRequestsPerModel', 'FirstChunkLatency', 'FirstChunkModelLatency', 'FirstChunkOverheadLatency', 'Invocation4XXErrors', 'Invocation5XXErrors',
  'InvocationModelErrors', 'Invocations', 'InvocationsPerInstance', 'MidStreamErrors', 'ModelLatency', 'ModelSetupTime', 'OverheadLatency',
];

/** What it publishes of asynchronous endpoints only. https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html */
export const ASYNC_METRICS: readonly string[] = [
  'ApproximateAgeOfOldestRequest', 'ApproximateBacklogSize', 'ApproximateBacklogSizePerInstance', 'ExpiredRequests', 'HasBacklogWithoutCapacity', 'InvocationFailures',
  'InvocationsProcessed', 'NotificationFailures', 'RequestDownloadFailures', 'RequestDownloadLatency', 'ResponseUploadFailures', 'ResponseUploadLatency', 'TimeInBacklog',
  'TotalProcessingTime',
];

/** Whether the metric is one of a variant's requests, and not of a queue, a job or a component. */
export function isInvocationMetric(metric: WatchedMetric | undefined): metric is WatchedMetric {
  return metric?.namespace === INVOCATION_NAMESPACE && INVOCATION_METRICS.includes(metric.metricName);
}

/** Whether the metric is one of a variant's, of its requests or its instances. */
export function isVariantMetric(metric: WatchedMetric): boolean {
  return isInvocationMetric(metric) || isInstanceMetric(metric);
}

/** Whether the metric is 0 or 1 for each request, so that its average is the share of requests that failed. */
export function countsErrors(metric: WatchedMetric | undefined): metric is WatchedMetric {
  return isInvocationMetric(metric) && ERROR_METRICS.includes(metric.metricName);
}

/** Whether the metric is a time that requests take, in microseconds. */
export function isLatency(metric: WatchedMetric | undefined): metric is WatchedMetric {
  return isInvocationMetric(metric) && LATENCY_METRICS.includes(metric.metricName);
}

/** Whether the metric is one of what instances are busy with. */
export function isInstanceMetric(metric: WatchedMetric | undefined): metric is WatchedMetric {
  return metric?.namespace === INSTANCE_NAMESPACE && INSTANCE_METRICS.includes(metric.metricName);
}

/** Whether the requests to all fleets are counted, not only those to the green one. */
export function countsAllFleets(metric: WatchedMetric): boolean {
  return metric.dimensions.EndpointConfigName === undefined;
}

/** Every metric that the alarm looks at. */
export function metricsOf({ metric, queries }: WatchedAlarm): WatchedMetric[] {
  const operands = [...queries?.byId.values() ?? []].flatMap((query) => query.metric ?? []);
  return operands.length > 0 ? operands : metric ? [metric] : [];
}

import { aws_cloudwatch as cloudwatch, Token } from 'aws-cdk-lib';
import { partsOf } from './composite-alarm';
import { queriedMetric } from './insights-query';
import type { AlarmProperties } from './rendered-alarm';
import type { WatchedAlarm, WatchedMetric, WatchedQuery } from './watched-alarm';
import type { AlarmTiming } from '../rollout/detection';

/** What is not known of an alarm that is imported or made of tokens is absent. */
export function existingAlarms(alarm: cloudwatch.IAlarmRef): WatchedAlarm[] {
  const resource = alarm.node.defaultChild ?? alarm;
  const name = alarm.node.path;
  if (cloudwatch.CfnAlarm.isCfnAlarm(resource)) {
    return [{ ...metricAlarm(name, resource), resource }];
  }
  if (resource instanceof cloudwatch.CfnCompositeAlarm) {
    const tempered = /\bAND\b/.test(resource.alarmRule);
    const parts = partsOf(alarm).map((part) => ({ ...metricAlarm(`${name} (${pathOf(part)})`, part), tempered, resource: part }));
    return parts.length > 0 ? parts : [{ name, own: true, enforced: true }];
  }
  return [{ name, own: true, enforced: true }];
}

/** What its properties say of it: its own, or those that it has in the template. */
export function metricAlarm(name: string, alarm: AlarmProperties): WatchedAlarm {
  const { metricName, namespace, statistic, extendedStatistic, dimensions, unit, threshold, comparisonOperator, treatMissingData, metrics } = alarm;
  const queries = Array.isArray(metrics) ? metrics.flatMap(queryOf) : [];
  const returned = queries.find((query) => query.returned) ?? (queries.length === 1 ? queries[0] : undefined);
  const simple = metricOf({ metricName, namespace, dimensions }, extendedStatistic ?? statistic, { unit });
  const periodSeconds = alarm.period ?? (returned?.query.metric ? returned : queries.find(({ query }) => query.metric))?.periodSeconds;
  return {
    name,
    own: true,
    enforced: true,
    properties: alarm,
    threshold,
    comparisonOperator,
    treatMissingData,
    timing: timingOf(periodSeconds, alarm),
    metric: simple ?? returned?.query.metric,
    queries: returned && { returned: returned.id, byId: new Map(queries.map(({ id, query }) => [id, query])) },
  };
}

function timingOf(periodSeconds: number | undefined, alarm: AlarmProperties): AlarmTiming | undefined {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods } = alarm;
  const known = [periodSeconds, evaluationPeriods, datapointsToAlarm].every((value) => value !== undefined && !Token.isUnresolved(value));
  return known ? { periodSeconds: periodSeconds!, evaluationPeriods, datapointsToAlarm: datapointsToAlarm! } : undefined;
}

interface RenderedMetric {
  readonly metricName?: string;
  readonly namespace?: string;
  readonly dimensions?: unknown;
}

function metricOf(
  { metricName, namespace, dimensions = [] }: RenderedMetric, statistic = 'Average', where: Pick<WatchedMetric, 'unit' | 'account'> = {},
): WatchedMetric | undefined {
  const known = namespace !== undefined && metricName !== undefined && Array.isArray(dimensions)
    && dimensions.every((dimension) => !Token.isUnresolved(dimension));
  return known ? {
    namespace,
    metricName,
    statistic,
    ...where,
    dimensions: Object.fromEntries((dimensions as cloudwatch.CfnAlarm.DimensionProperty[]).map((dimension) => [dimension.name, dimension.value])),
  } : undefined;
}

interface RenderedQuery {
  readonly id: string;
  readonly returned: boolean;
  readonly periodSeconds?: number;
  readonly query: WatchedQuery;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
function queryOf(rendered: unknown): RenderedQuery[] {
  if (Token.isUnresolved(rendered)) {
    return [];
  }
  const { id, expression, metricStat, returnData = true, accountId, period } = rendered as cloudwatch.CfnAlarm.MetricDataQueryProperty;
  const stat = Token.isUnresolved(metricStat) ? undefined : metricStat as cloudwatch.CfnAlarm.MetricStatProperty | undefined;
  const where = { unit: stat?.unit, account: accountId };
  const metric = stat && !Token.isUnresolved(stat.metric) ? metricOf(stat.metric as RenderedMetric, stat.stat, where) : undefined;
  const queried = queriedMetric(expression);
  const query = queried ? { metric: queried } : { metric, expression };
  return [{ id, returned: returnData === true, periodSeconds: stat?.period ?? (queried && period), query }];
}

/** What the user declared: an L2 keeps its resource in a child. */
function pathOf({ node }: cloudwatch.CfnAlarm): string {
  return node.id === 'Resource' ? node.scope!.node.path : node.path;
}

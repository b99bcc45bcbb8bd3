import type { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { DeclaredAlarm } from './guardrail-alarm';
import { queriedMetric } from './insights-query';
import type { WatchedAlarm, WatchedMetric, WatchedQuery } from './watched-alarm';

/** The alarm that a guardrail makes. */
export function declaredAlarm(alarm: DeclaredAlarm): WatchedAlarm {
  const { label, variantName, metric, judged = metric, threshold, comparisonOperator, timing, minimumInvocations, comparison, enforced } = alarm;
  return {
    name: label,
    threshold,
    comparisonOperator,
    timing,
    minimumInvocations,
    comparison,
    enforced,
    own: variantName === undefined,
    hasUnit: alarm.hasUnit,
    metric: metricOf(judged.toMetricConfig()) ?? queriedMetric(judged.toMetricConfig().mathExpression?.expression),
    queries: metric.toMetricConfig().mathExpression ? { returned: '', byId: flattened(metric) } : undefined,
  };
}

function metricOf({ metricStat }: cloudwatch.MetricConfig): WatchedMetric | undefined {
  return metricStat && {
    namespace: metricStat.namespace,
    metricName: metricStat.metricName,
    statistic: metricStat.statistic,
    unit: metricStat.unitFilter,
    account: metricStat.account,
    dimensions: Object.fromEntries((metricStat.dimensions ?? []).map(({ name, value }) => [name, String(value)])),
  };
}

/** All that a metric is made of, by ids, which no two metrics share. What is used more than once is gone through once: each use of it could otherwise double the time. */
function flattened(metric: cloudwatch.IMetric): Map<string, WatchedQuery> {
  const byId = new Map<string, WatchedQuery>();
  const seen = new Set<cloudwatch.IMetric>();
  const add = (id: string, each: cloudwatch.IMetric): void => {
    const config = each.toMetricConfig();
    const { expression, usingMetrics = {} } = config.mathExpression ?? {};
    const queried = queriedMetric(expression);
    byId.set(id, queried ? { metric: queried } : { metric: metricOf(config), expression });
    if (!seen.has(each)) {
      seen.add(each);
      Object.entries(usingMetrics).forEach(([usedId, used]) => add(usedId, used));
    }
  };
  add('', metric);
  return byId;
}

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
    metric: metricOf(judged.toMetricConfig()) ?? queriedMetric(judged.toMetricConfig().mathExpression?.expression),
    queries: metric.toMetricConfig().mathExpression ? { returned: '', byId: flattened('', metric) } : undefined,
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

function flattened(id: string, metric: cloudwatch.IMetric): Map<string, WatchedQuery> {
  const config = metric.toMetricConfig();
  const used = Object.entries(config.mathExpression?.usingMetrics ?? {}).flatMap(([usedId, operand]) => [...flattened(usedId, operand)]);
  const queried = queriedMetric(config.mathExpression?.expression);
  return new Map([[id, queried ? { metric: queried } : { metric: metricOf(config), expression: config.mathExpression?.expression }], ...used]);
}

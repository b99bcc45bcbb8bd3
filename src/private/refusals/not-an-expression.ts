import { Token, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
const FUNCTIONS: readonly string[] = [
  'ABS', 'ANOMALY_DETECTION_BAND', 'AVG', 'CEIL', 'DATAPOINT_COUNT', 'DATE', 'DAY', 'DB_PERF_INSIGHTS', 'DIFF', 'DIFF_TIME', 'EPOCH', 'FILL', 'FIRST', 'FLOOR', 'HOUR', 'IF',
  'INSIGHT_RULE_METRIC', 'LAMBDA', 'LAST', 'LOG', 'LOG10', 'MAX', 'METRICS', 'METRIC_COUNT', 'MIN', 'MINUTE', 'MONTH', 'PERIOD', 'RATE', 'REMOVE_EMPTY', 'RUNNING_SUM', 'SEARCH',
  'SERVICE_QUOTA', 'SLICE', 'SORT', 'STDDEV', 'SUM', 'TIME_SERIES', 'YEAR',
];
/** Functions that bring in data that no query of the alarm has. */
const SOURCES = /\b(?:DB_PERF_INSIGHTS|INSIGHT_RULE_METRIC|LAMBDA)\s*\(/;
/** Metrics Insights. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
const INSIGHTS = /^\s*SELECT\b/i;
const ID = /^[a-z]\w*$/;
const MOST_METRICS = 10;
const LIMITS_PAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html';

type Query = cloudwatch.CfnAlarm.MetricDataQueryProperty;

/** What CloudWatch refuses of an alarm's metrics and expressions. */
export function faultInQueries(queries: readonly Query[], thresholdMetricId?: string): string | undefined {
  const ids = queries.map(({ id }) => id);
  const returned = queries.filter(({ returnData = true }) => returnData !== false).length;
  const metrics = queries.filter(({ metricStat }) => metricStat !== undefined);
  const periods = new Set(metrics.map(periodOf).filter((period) => !Token.isUnresolved(period)));
  const odd = ids.find((id) => !Token.isUnresolved(id) && !ID.test(String(id)));
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  const unclear = queries.find(({ expression, metricStat }) => (expression === undefined) === (metricStat === undefined));
  return (queries.length === 0 ? 'has no metrics' : undefined)
    ?? (odd === undefined ? undefined : `has a metric with the id '${odd}': a small letter first, then letters, digits and underscores are needed`)
    ?? (twice === undefined ? undefined : `has two metrics with the id '${twice}'`)
    ?? (unclear && `has the metric '${unclear.id}' with ${unclear.expression === undefined ? 'neither an expression nor a metricStat' : 'an expression and a metricStat'}, one of them is needed`)
    ?? (periods.size > 1 ? `has metrics of different periods (${[...periods].join(' and ')} s), one is needed` : undefined)
    ?? (metrics.length > MOST_METRICS ? `has ${metrics.length} metrics, at most ${MOST_METRICS} are allowed (${LIMITS_PAGE}); use an alarm for each, or one on a metric that sums them up` : undefined)
    ?? (thresholdMetricId === undefined && returned !== 1 ? `has ${returned} metrics with returnData, exactly one is needed: what is compared with the threshold` : undefined)
    ?? (thresholdMetricId !== undefined && !ids.includes(thresholdMetricId) ? `has the thresholdMetricId '${thresholdMetricId}', which is none of its metrics` : undefined)
    ?? faultInExpressions(new Map(queries.map(({ id, expression }) => [id, expression])));
}

function periodOf({ metricStat }: Query): number {
  return (metricStat as cloudwatch.CfnAlarm.MetricStatProperty).period;
}

/** Of each by its id, where that is an expression. */
export function faultInExpressions(byId: ReadonlyMap<string, string | undefined>): string | undefined {
  const expressions = [...byId].flatMap(([id, text]) => (
    text === undefined || Token.isUnresolved(text) || INSIGHTS.test(text) ? [] : [[id, text] as const]
  ));
  for (const [, text] of expressions) {
    const fault = faultIn(text, byId);
    if (fault !== undefined) {
      return `has the expression '${text}', ${fault}`;
    }
  }
  const [circular] = expressions.filter(([id]) => leadsTo(id, id, byId, new Set()));
  if (circular) {
    return `has the expression '${circular[1]}', which refers to itself`;
  }
  return expressions.length === byId.size && byId.size > 0 && !expressions.some(([, text]) => SOURCES.test(text)) ? `has the expression '${expressions[0][1]}', which is of no metric` : undefined;
}

function faultIn(expression: string, byId: ReadonlyMap<string, string | undefined>): string | undefined {
  const text = withoutStrings(expression);
  const called = [...text.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)].map(([, name]) => name).filter((name) => !['AND', 'OR'].includes(name));
  const unknown = called.find((name) => !FUNCTIONS.includes(name));
  if (unknown !== undefined) {
    return `but metric math has no ${unknown}`;
  }
  if (called.includes('SEARCH')) {
    return 'and a SEARCH cannot be the metric of an alarm; name the metrics';
  }
  const depth = depths(text);
  if (depth.some((level) => level < 0) || depth.at(-1) !== 0) {
    return 'whose brackets do not match';
  }
  if (/^\s*(?:\[|METRICS\s*\()/.test(text) && depth.indexOf(0, depth.indexOf(1)) >= text.trimEnd().length - 1) {
    return 'which is several series, and an alarm needs one; use MAX, MIN, AVG or SUM of them';
  }
  const missing = idsOf(text).find((id) => !byId.has(id));
  return missing === undefined ? undefined : `which refers to '${missing}', and there is no metric with that id`;
}

function leadsTo(id: string, wanted: string, byId: ReadonlyMap<string, string | undefined>, seen: Set<string>): boolean {
  const text = byId.get(id);
  return text !== undefined && !INSIGHTS.test(text) && idsOf(withoutStrings(text)).some((next) => {
    if (next === wanted) {
      return true;
    }
    const fresh = !seen.has(next);
    seen.add(next);
    return fresh && leadsTo(next, wanted, byId, seen);
  });
}

function idsOf(text: string): string[] {
  return text.match(/(?<![\w.])[a-z]\w*/g) ?? [];
}

function withoutStrings(expression: string): string {
  return expression.replace(/"[^"]*"|'[^']*'/g, '""');
}

/** How many brackets are open after each character. */
function depths(text: string): number[] {
  let level = 0;
  return [...text].map((character) => {
    level += '(['.includes(character) ? 1 : ')]'.includes(character) ? -1 : 0;
    return level;
  });
}

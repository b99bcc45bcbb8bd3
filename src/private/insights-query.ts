import { Lazy } from 'aws-cdk-lib';
import type { WatchedMetric } from './watched-alarm';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
const QUERY = /^\s*SELECT\s+(AVG|COUNT|MAX|MIN|SUM)\s*\(\s*"?([\w.]+)"?\s*\)\s+FROM\s+SCHEMA\s*\(\s*"?([\w/.-]+)"?\s*((?:,\s*"?[\w.-]+"?\s*)*)\)(.*)$/is;
const STATISTICS: Readonly<Record<string, string>> = { AVG: 'Average', COUNT: 'SampleCount', MAX: 'Maximum', MIN: 'Minimum', SUM: 'Sum' };

/** The metric that a query of Metrics Insights is about, where it says which dimensions that has; undefined for anything else. */
export function queriedMetric(expression: string | undefined): WatchedMetric | undefined {
  const [found, statistic, metricName, namespace, names, rest] = QUERY.exec(expression ?? '') ?? [];
  if (found === undefined) {
    return undefined;
  }
  const wanted = new Map([...rest.matchAll(/"?([\w.-]+)"?\s*=\s*'([^']*)'/g)].map(([, name, value]) => [name, value]));
  const dimensions = names.split(',').map((name) => name.replaceAll('"', '').trim()).filter((name) => name !== '')
    .map((name) => [name, wanted.get(name) ?? anyValue()]);
  return { namespace, metricName, statistic: STATISTICS[statistic.toUpperCase()], dimensions: Object.fromEntries(dimensions) };
}

/** Nothing is known of it. */
function anyValue(): string {
  return Lazy.string({ produce: () => '*' });
}

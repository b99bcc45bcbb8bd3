import { Token } from 'aws-cdk-lib';
import { countsErrors, type WatchedAlarm, type WatchedMetric } from '../watched-alarm';
import { bake, breachesIn, judgesErrors, looksAtClock, looksBack, valueIn, type Failing } from '../what-if';
import type { AlarmRule } from './rule';

/** Statistics of zeros and ones that are themselves from 0 to 1. */
const NOT_A_RATIO = /^(sum|samplecount|tc|ts|pr)/i;
/** Those that are 1 already when a few requests fail. */
const ONE_OF_A_FEW = /^(maximum|p\d)/i;

/** Refuses to wait for a share of failed requests that not even a fleet that fails them all has. */
export const averageAboveOne: AlarmRule = (alarm, rollout) => {
  const { name, metric, threshold } = alarm;
  if (threshold === undefined || Token.isUnresolved(threshold) || !risesToAlarm(alarm)) {
    return undefined;
  }
  if (metric && isShareElsewhere(metric) && metric.statistic === 'Average' && threshold >= 1 && !alarm.queries) {
    return `guardrail ${name} compares the Average of ${metric.metricName} of ${metric.namespace} with ${threshold}, but the metric is 0 or 1 for each call, so that its Average is at most 1, when all calls fail; `
      + `use ${instead(threshold)}, or statistic: 'Sum'`;
  }
  if (!judgesErrors(alarm)) {
    return undefined;
  }
  if (metric && countsErrors(metric)) {
    if (threshold < 1 || Token.isUnresolved(metric.statistic) || NOT_A_RATIO.test(metric.statistic) || reachesOne(alarm, metric.statistic)) {
      return undefined;
    }
    return `guardrail ${name} compares the ${metric.statistic} of ${metric.metricName} with ${threshold}, but the metric is 0 or 1 for each request, `
      + `so that its ${metric.statistic} is at most 1, when all requests fail; use ${instead(threshold)}, or Guardrail.serverErrorRate, which takes percent`;
  }
  if (looksBack(alarm) || looksAtClock(alarm)) {
    return undefined;
  }
  const [first, last, healthy] = [bake(rollout, 'first', 'all of green'), bake(rollout, 'last', 'all of green'), bake(rollout, 'last', 'none')]
    .map((scenario) => valueIn(scenario, alarm, rollout));
  const isOnIn = (failing: Failing) => breachesIn(bake(rollout, 'last', failing), alarm, rollout) === true;
  const most = Math.max(...[first, last].map((value) => (value === undefined || Number.isNaN(value) ? -Infinity : value)));
  if (last === undefined || most === -Infinity || most > threshold || most === healthy || isOnIn('none') || isOnIn('all but one of green')) {
    return undefined;
  }
  return `guardrail ${name} compares its expression with ${threshold}, but that is at most ${Number(most.toPrecision(3))}, when the green fleet fails all its requests; `
    + `use ${most <= 1 ? instead(threshold) : `a threshold well below ${Number(most.toPrecision(3))}`}, or Guardrail.serverErrorRate, which takes percent`;
};

/**
 * Metrics of what calls a model that are 0 or 1 for each call, too.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const SHARES_ELSEWHERE: Readonly<Record<string, readonly string[]>> = { 'AWS/ApiGateway': ['4XXError', '5XXError', '4xx', '5xx'], 'AWS/Lambda': ['Errors'] };

function isShareElsewhere({ namespace, metricName }: WatchedMetric): boolean {
  return Object.hasOwn(SHARES_ELSEWHERE, namespace) && SHARES_ELSEWHERE[namespace].includes(metricName);
}

function risesToAlarm({ comparisonOperator = 'GreaterThan' }: WatchedAlarm): boolean {
  return comparisonOperator.startsWith('GreaterThan');
}

function reachesOne({ threshold, comparisonOperator }: WatchedAlarm, statistic: string): boolean {
  return threshold === 1 && comparisonOperator === 'GreaterThanOrEqualToThreshold' && ONE_OF_A_FEW.test(statistic);
}

function instead(threshold: number): string {
  return threshold < 100 ? `threshold: ${threshold / 100} for ${threshold} %` : 'threshold: 0.01 for 1 %';
}

import { Token } from 'aws-cdk-lib';
import { listed } from '../faults';
import { planFor, variantOf, type GuardedRollout } from '../guarded-rollout';
import { percentileOf } from '../statistic';
import { countsAllFleets, countsErrors, isInstanceMetric, isInvocationMetric, metricsOf, type WatchedAlarm, type WatchedMetric } from '../watched-alarm';
import { answeredIn, bake, breachesIn, judgesErrors, valueIn } from '../what-if';
import { maximumOf } from './beyond-maximum';
import { percent, type AlarmRule } from './rule';
import { LATENCY_METRICS } from '../../rollout/endpoint-metrics';
import type { RolloutStep } from '../../rollout/plan';

const REMEDY = 'use FleetScope.GREEN_FLEET';

/**
 * Warns of a guardrail on all fleets together that a first step cannot set off, however bad the green fleet is: the
 * blue fleet's good answers count too.
 */
export const dilution: AlarmRule = (alarm, rollout) => {
  const { metric } = alarm;
  const variant = metric && variantOf(rollout, metric);
  const first = variant && planFor(rollout, variant)?.steps[0];
  if (metric && isInstanceMetric(metric)) {
    return first && ofInstances(alarm, maximumOf(metric, rollout), {
      blue: variant.instanceCount, green: rollout.updatePolicy.RollingUpdatePolicy ? first.greenInstances : variant.instanceCount,
    });
  }
  if (metric && isInvocationMetric(metric) && countsAllFleets(metric) && !alarm.comparison) {
    const share = first && first.greenShare < 1
      ? `the first step takes ${first.greenInstances} of ${variant.instanceCount} instances of variant '${variant.variantName}'` : undefined;
    return share && (countsErrors(metric) ? ofErrors : ofLatency)({ alarm, metric, rollout, first: first!, share });
  }
  return judgesErrors(alarm) ? ofExpression(alarm, rollout) ?? ofVariants(alarm, rollout) : undefined;
};

/** A guardrail on a metric of all fleets, of which the green one takes a share in the first step. */
interface Diluted {
  readonly alarm: WatchedAlarm;
  readonly metric: WatchedMetric;
  readonly rollout: GuardedRollout;
  readonly first: RolloutStep;
  /** Of all requests, in words. */
  readonly share: string;
}

function ofErrors({ alarm, metric: { statistic, metricName }, rollout, first: { greenShare }, share }: Diluted): string | undefined {
  const { name, threshold } = alarm;
  // That of the metric itself, also where a minimum of requests makes an expression of it.
  const judged = { ...alarm, queries: undefined };
  const [mixed, alone] = (['first', 'last'] as const).map((step) => breachesIn(bake(rollout, step, 'all of green'), judged, rollout));
  if (mixed !== false || alone !== true) {
    return undefined;
  }
  return statistic === 'Average'
    ? `guardrail ${name} counts all fleets and goes off above ${percent(threshold!)}, but ${share}: if all their requests fail, that is ${percent(greenShare)}; ${REMEDY} or a lower threshold`
    : `guardrail ${name} takes the ${statistic} of ${metricName} of all fleets, but ${share}: if all their requests fail, those are ${percent(greenShare)}, which the ${statistic} leaves out; `
      + `${REMEDY}, or the Average`;
}

function ofLatency({ alarm, metric: { statistic, metricName }, rollout, first: { greenShare }, share }: Diluted): string | undefined {
  const { name, threshold, comparisonOperator = '' } = alarm;
  const percentile = percentileOf(statistic);
  const slowest = percentile === undefined ? 0 : 1 - percentile / 100;
  // A share that is just what the percentile leaves out, give or take binary fractions, is left out.
  if (comparisonOperator.startsWith('LessThan')) {
    return undefined;
  }
  if (greenShare <= slowest + 1e-9) {
    return `guardrail ${name} takes the ${statistic} of ${metricName} of all fleets, which leaves the slowest ${percent(slowest)} of the `
      + `requests out, but ${share}: if all theirs are slow, those are the slowest ${percent(greenShare)}; ${REMEDY} or a higher percentile`;
  }
  if (percentile !== undefined || !LATENCY_METRICS.includes(metricName) || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  const judged = { ...alarm, queries: undefined };
  const [mixed, alone] = (['first', 'last'] as const).map((step) => answeredIn({ green: 4 * threshold, blue: threshold / 2 }, rollout, step));
  const value = valueIn(mixed, judged, rollout);
  return value !== undefined && breachesIn(mixed, judged, rollout) === false && breachesIn(alone, judged, rollout) === true
    ? `guardrail ${name} takes the ${statistic} of ${metricName} of all fleets, but ${share}: if all their requests take four times the threshold of ${threshold}, and those of the blue fleet half of it, that is `
      + `${Math.round(value)}; ${REMEDY}, or a high percentile` : undefined;
}

/** A threshold is reached in time if the blue fleet may be this far below it. */
const AT_EASE = 0.75;

/** The service publishes what instances are busy with for both fleets together. */
function ofInstances(alarm: WatchedAlarm, most: number | undefined, { green, blue }: Readonly<Record<'green' | 'blue', number>>): string | undefined {
  const { name, metric, threshold, comparisonOperator } = alarm;
  if (metric?.statistic !== 'Average' || most === undefined || threshold === undefined || Token.isUnresolved(threshold)) {
    return undefined;
  }
  const needed = (threshold * (green + blue) - most * green) / blue;
  return needed <= AT_EASE * threshold || threshold >= most || !comparisonOperator?.startsWith('GreaterThan') ? undefined
    : `guardrail ${name} takes the average of ${metric.metricName} over all instances, but ${green} new and ${blue} old ones are there together: `
      + `if the new ones use all they have (${most} %), the average is above ${threshold} % only if the old ones use more than ${Math.round(needed)} % themselves; `
      + `use statistic: 'Maximum', or a threshold below ${Math.floor((most * green) / (green + blue))}`;
}

function ofExpression(alarm: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  const [first, last] = [bake(rollout, 'first', 'all of green'), bake(rollout, 'last', 'all of green')];
  const value = valueIn(first, alarm, rollout);
  const later = breachesIn(first, alarm, rollout) === false && breachesIn(last, alarm, rollout) === true;
  if (value === undefined || Number.isNaN(value) || !later) {
    return undefined;
  }
  return `guardrail ${alarm.name} compares its expression with ${alarm.threshold}, but that is ${Number(value.toPrecision(3))} when the green fleet fails all requests of the first step, `
    + 'for the blue fleet\'s good answers count too; use metrics with the dimension EndpointConfigName of the new config, Guardrail.serverErrorRate, or a lower threshold';
}

/** Of an expression that takes variants together: each of them may be the one that fails. */
function ofVariants(alarm: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  const of = metricsOf(alarm).filter((metric) => countsErrors(metric) && variantOf(rollout, metric));
  const names = [...new Set(of.map(({ dimensions }) => dimensions.VariantName))];
  const [none, all] = (['none', 'all of green'] as const).map((failing) => bake(rollout, 'last', failing));
  const alone = names.map((name) => breachesIn((variant) => (variant.variantName === name ? all : none)(variant), alarm, rollout));
  return names.length > 1 && breachesIn(all, alarm, rollout) === true && alone.every((on) => on === false)
    ? `guardrail ${alarm.name} takes variants ${listed(names)} together: if one of them fails all its requests and the others do not, its value is not ${alarm.comparisonOperator} ${alarm.threshold}; `
      + 'use a guardrail for each, such as Guardrail.serverErrorRate, or MAX of them' : undefined;
}

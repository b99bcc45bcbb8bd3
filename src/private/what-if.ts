import { Token } from 'aws-cdk-lib';
import type { VariantFleet } from './fleet';
import { planFor, variantOf, type GuardedRollout } from './guarded-rollout';
import { countsAllFleets, countsErrors, metricsOf, type WatchedAlarm, type WatchedMetric } from './watched-alarm';
import { COMPARE } from '../rollout/alarm';
import { ExpressionError } from '../rollout/expression';
import { parseMath, type Operand } from '../rollout/metric-math';

/** What a variant's fleets answer in one period. */
export interface Answers {
  readonly green: Answered;
  readonly blue: Answered;
}

interface Answered {
  readonly requests: number;
  readonly failed: number;
}

/** What happens to a variant; undefined where tokens hide it. */
export type Scenario = (variant: VariantFleet) => Answers | undefined;

export type Failing = 'none' | 'one of blue' | 'one of green' | 'all of green';

/** Enough for any share of errors to be met. */
const MANY = 1_000_000;

const START = 0;

/**
 * A period of a bake in which some requests fail.
 *
 * @param step the first one, or the last one, when green has all the traffic
 * @param requests to a variant in the period, if they are known
 */
export function bake(
  rollout: GuardedRollout, step: 'first' | 'last', failing: Failing, requests: (variant: VariantFleet) => number | undefined = () => MANY,
): Scenario {
  return (variant) => {
    const share = step === 'last' ? 1 : planFor(rollout, variant)?.steps[0].greenShare;
    const all = requests(variant);
    if (share === undefined || all === undefined) {
      return undefined;
    }
    const green = Math.round(all * share);
    const blue = Math.round(all) - green;
    return {
      green: { requests: green, failed: failing === 'all of green' ? green : failing === 'one of green' ? Math.min(1, green) : 0 },
      blue: { requests: blue, failed: failing === 'one of blue' ? Math.min(1, blue) : 0 },
    };
  };
}

/** Whether the alarm judges how many requests fail, alone or in an expression. */
export function judgesErrors(alarm: WatchedAlarm): boolean {
  return metricsOf(alarm).some(countsErrors);
}

/** What the alarm compares with its threshold: NaN where there is no datapoint, undefined where that cannot be told. */
export function valueIn(scenario: Scenario, alarm: WatchedAlarm, rollout: GuardedRollout): number | undefined {
  const { metric, queries } = alarm;
  try {
    const value = queries ? operandOf(queries.returned) : metric && valueOf(metric, rollout, scenario);
    return value === undefined || typeof value === 'number' ? value : value.get(START) ?? NaN;
  } catch (error) {
    if (error instanceof Unknown || error instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }

  function operandOf(id: string, within: readonly string[] = []): Operand {
    const query = queries!.byId.get(id);
    if (!query || within.includes(id)) {
      throw new Unknown();
    }
    if (query.expression !== undefined) {
      return parseMath(query.expression)({ periods: [START], operandOf: (operand) => operandOf(operand, [...within, id]) });
    }
    const value = query.metric && valueOf(query.metric, rollout, scenario);
    if (value === undefined) {
      throw new Unknown();
    }
    return new Map(Number.isNaN(value) ? [] : [[START, value]]);
  }
}

/** Whether the alarm would be beyond its threshold; undefined where that cannot be told. */
export function breachesIn(scenario: Scenario, alarm: WatchedAlarm, rollout: GuardedRollout): boolean | undefined {
  const { threshold, comparisonOperator = '' } = alarm;
  if (threshold === undefined || Token.isUnresolved(threshold) || !Object.hasOwn(COMPARE, comparisonOperator)) {
    return undefined;
  }
  const value = valueIn(scenario, alarm, rollout);
  return value === undefined ? undefined : COMPARE[comparisonOperator](value, threshold);
}

/** Requests of a variant that all its fleets get in a period, if the traffic is known. */
export function expectedRequests({ requestsPerSecond }: GuardedRollout, { trafficShare }: VariantFleet, periodSeconds: number): number | undefined {
  const known = requestsPerSecond !== undefined && trafficShare !== undefined && !Token.isUnresolved(periodSeconds);
  return known ? Number((requestsPerSecond * trafficShare * periodSeconds).toPrecision(9)) : undefined;
}

class Unknown extends Error {}

/** A statistic of what is 0 or 1 for each request, or of the requests themselves. */
function valueOf(metric: WatchedMetric, rollout: GuardedRollout, scenario: Scenario): number | undefined {
  const { metricName, statistic, dimensions } = metric;
  const variant = variantOf(rollout, metric);
  const answers = variant && scenario(variant);
  const ofGreen = dimensions.EndpointConfigName === rollout.endpointConfigName;
  if (!answers || !(countsErrors(metric) || metricName === 'Invocations') || !(ofGreen || countsAllFleets(metric))) {
    return undefined;
  }
  const { green, blue } = answers;
  const requests = green.requests + (ofGreen ? 0 : blue.requests);
  const ones = metricName === 'Invocations' ? requests : green.failed + (ofGreen ? 0 : blue.failed);
  if (requests === 0) {
    return NaN;
  }
  switch (statistic) {
    case 'Sum': return ones;
    case 'SampleCount': return requests;
    case 'Average': return ones / requests;
    case 'Maximum': return ones > 0 ? 1 : 0;
    case 'Minimum': return ones < requests ? 0 : 1;
    default: return quantile(statistic, ones / requests);
  }
}

/** The percentile of zeros and ones, of which so large a share are ones. */
function quantile(statistic: string, share: number): number | undefined {
  const [, percentile] = /^p(\d{1,2}(?:\.\d+)?)$/i.exec(statistic) ?? [];
  return percentile === undefined ? undefined : share > 1 - Number(percentile) / 100 ? 1 : 0;
}

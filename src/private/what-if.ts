import { Token } from 'aws-cdk-lib';
import { statisticOfAnswers, type Answered } from './answered';
import type { VariantFleet } from './fleet';
import { planFor, variantOf, type GuardedRollout } from './guarded-rollout';
import { countsAllFleets, countsErrors, isInvocationMetric, metricsOf, type WatchedAlarm, type WatchedMetric } from './watched-alarm';
import { COMPARE } from '../rollout/alarm';
import { ExpressionError } from '../rollout/expression';
import { parseMath, type Operand } from '../rollout/metric-math';

/** What a variant's fleets answer in one period. */
export interface Answers {
  readonly green: Answered;
  readonly blue: Answered;
}

/** What happens to a variant; undefined where tokens hide it. */
export type Scenario = (variant: VariantFleet) => Answers | undefined;

export type Failing = 'none' | 'one of blue' | 'one of green' | 'all but one of green' | 'all of green';

/** Enough for any share of errors, and any number of them, to be met. */
const MANY = 1_000_000_000;

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
      green: { requests: green, failed: failedOf(green, failing) },
      blue: { requests: blue, failed: failing === 'one of blue' ? Math.min(1, blue) : 0 },
    };
  };
}

function failedOf(green: number, failing: Failing): number {
  switch (failing) {
    case 'all of green': return green;
    case 'all but one of green': return Math.max(0, green - 1);
    case 'one of green': return Math.min(1, green);
    default: return 0;
  }
}

/** A period in which every request takes so long, and none fails. */
export function answeredIn(microseconds: { readonly green: number; readonly blue: number }, rollout: GuardedRollout, step: 'first' | 'last' = 'last'): Scenario {
  const answers = bake(rollout, step, 'none');
  return (variant) => {
    const { green, blue } = answers(variant) ?? {};
    return green && blue && { green: { ...green, microseconds: microseconds.green }, blue: { ...blue, microseconds: microseconds.blue } };
  };
}

/** A period in which the green fleet has no request yet, and the blue one answers all of its own well. */
export const BEFORE_GREEN: Scenario = () => ({ green: { requests: 0, failed: 0 }, blue: { requests: MANY, failed: 0 } });

/** A period in which each fleet has one request, which it answers well. */
export const ONE_EACH: Scenario = () => ({ green: { requests: 1, failed: 0 }, blue: { requests: 1, failed: 0 } });

/** A period without a request. */
export const SILENCE: Scenario = () => ({ green: { requests: 0, failed: 0 }, blue: { requests: 0, failed: 0 } });

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

function valueOf(metric: WatchedMetric, rollout: GuardedRollout, scenario: Scenario): number | undefined {
  const variant = variantOf(rollout, metric);
  const answers = variant && scenario(variant);
  const ofGreen = metric.dimensions.EndpointConfigName === rollout.endpointConfigName;
  if (!answers || !isInvocationMetric(metric) || !(ofGreen || countsAllFleets(metric))) {
    return undefined;
  }
  return statisticOfAnswers(metric, ofGreen ? [answers.green] : [answers.green, answers.blue], variant.instanceCount);
}

import { statisticOfAnswers, type Answered } from './answered';
import type { VariantFleet } from './fleet';
import { planFor, variantOf, type GuardedRollout } from './guarded-rollout';
import { isTokenNumber } from './token-number';
import { countsAllFleets, countsErrors, isInvocationMetric, metricsOf, type WatchedAlarm, type WatchedMetric } from './watched-alarm';
import { COMPARE, evaluateAlarm, type TreatMissingData } from '../rollout/alarm';
import { ExpressionError } from '../rollout/expression';
import { parseMath, type Operand } from '../rollout/metric-math';

/** What a variant's fleets answer in one period. */
export interface Answers {
  readonly green: Answered;
  readonly blue: Answered;
}

/** What happens to a variant; undefined where tokens hide it. */
export type Scenario = (variant: VariantFleet) => Answers | undefined;

export type Failing = 'none' | 'one of blue' | 'one of green' | 'nine of ten of green' | 'all but one of green' | 'all of green';

/** Enough for any share of errors, and any number of them, to be met. */
const MANY = 1_000_000_000;

const START = 0;

/** Of the periods that are looked at one after the other. */
const PERIOD_MILLISECONDS = 60_000;

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
    case 'nine of ten of green': return Math.round(0.9 * green);
    case 'all but one of green': return Math.max(0, green - 1);
    case 'one of green': return Math.min(1, green);
    default: return 0;
  }
}

/**
 * A period in which every request takes so long, and none fails.
 *
 * @param microseconds of all requests, but for a share of `quick` ones that take no time
 */
export function answeredIn(
  microseconds: { readonly green: number; readonly blue: number; readonly quick?: number }, rollout: GuardedRollout, step: 'first' | 'last' = 'last',
): Scenario {
  const answers = bake(rollout, step, 'none');
  return (variant) => {
    const { green, blue } = answers(variant) ?? {};
    const { quick } = microseconds;
    return green && blue && {
      green: { ...green, microseconds: microseconds.green, quick },
      blue: { ...blue, microseconds: microseconds.blue, quick },
    };
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

/** As another scenario, but that requests fail in one way only. */
export function failingBy(failing: '4XX' | '5XX', scenario: Scenario): Scenario {
  return (variant) => {
    const answers = scenario(variant);
    return answers && { green: { ...answers.green, failing }, blue: { ...answers.blue, failing } };
  };
}

/** What the alarm compares with its threshold: NaN where there is no datapoint, undefined where that cannot be told. */
export function valueIn(scenario: Scenario, alarm: WatchedAlarm, rollout: GuardedRollout, start = START): number | undefined {
  return valuesIn([scenario], alarm, rollout, start)?.[0];
}

/** The same, of periods one after the other. */
function valuesIn(scenarios: readonly Scenario[], alarm: WatchedAlarm, rollout: GuardedRollout, start = START): number[] | undefined {
  const { metric, queries } = alarm;
  const periods = scenarios.map((_, index) => start + index * PERIOD_MILLISECONDS);
  const known = new Map<string, Operand>();
  try {
    const values = queries ? operandOf(queries.returned, []) : metric && seriesOf(metric);
    return values === undefined ? undefined : periods.map((period) => (typeof values === 'number' ? values : values.get(period) ?? NaN));
  } catch (error) {
    if (error instanceof Unknown || error instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }

  function operandOf(id: string, within: readonly string[]): Operand {
    const operand = known.get(id) ?? computed(id, within);
    known.set(id, operand);
    return operand;
  }

  function computed(id: string, within: readonly string[]): Operand {
    const query = queries!.byId.get(id);
    if (!query || within.includes(id)) {
      throw new Unknown();
    }
    if (query.expression === undefined) {
      return query.metric ? seriesOf(query.metric) : unknown();
    }
    return parseMath(query.expression)({
      periods,
      periodSeconds: PERIOD_MILLISECONDS / 1000,
      operandOf: (operand) => operandOf(operand, [...within, id]),
      metrics: () => [...queries!.byId].filter(([, { expression }]) => expression === undefined).map(([each]) => operandOf(each, [...within, id])),
    });
  }

  function seriesOf(watched: WatchedMetric): Operand {
    const values = scenarios.map((scenario) => valueOf(watched, rollout, scenario) ?? unknown());
    return new Map(periods.flatMap((period, index) => (Number.isNaN(values[index]) ? [] : [[period, values[index]]])));
  }
}

function unknown(): never {
  throw new Unknown();
}

/** More periods than these are not looked at one by one. */
const LONGEST = 60;

/** So many periods more than it judges an alarm looks at. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
const EXTRA = 2;

/** Whether the alarm goes off at some time, of periods one after the other; undefined where that cannot be told. */
export function goesOff(scenarios: readonly Scenario[], alarm: WatchedAlarm, rollout: GuardedRollout): boolean | undefined {
  const { threshold = NaN, comparisonOperator = '', timing, treatMissingData = 'missing' } = alarm;
  if (!timing || timing.evaluationPeriods > LONGEST || isTokenNumber(threshold) || !Object.hasOwn(COMPARE, comparisonOperator)) {
    return undefined;
  }
  const rule = { ...timing, treatMissingData: treatMissingData as TreatMissingData };
  for (let end = 1; end <= scenarios.length; end++) {
    // What an alarm asks for is all that its expression knows.
    const values = valuesIn(scenarios.slice(Math.max(0, end - timing.evaluationPeriods - EXTRA), end), alarm, rollout);
    if (values === undefined) {
      return undefined;
    }
    if (evaluateAlarm(rule, values.map((value) => (Number.isNaN(value) ? undefined : COMPARE[comparisonOperator](value, threshold)))) === 'ALARM') {
      return true;
    }
  }
  return false;
}

/** An update: the green fleet has no request for a while, then takes its first step, and then all traffic; each for longer than the alarm looks back. */
export function wholeUpdate({ evaluationPeriods }: { readonly evaluationPeriods: number }, rollout: GuardedRollout, failing: Failing): Scenario[] {
  const stages = [BEFORE_GREEN, bake(rollout, 'first', failing), bake(rollout, 'last', failing)];
  return stages.flatMap((stage) => new Array<Scenario>(Math.min(evaluationPeriods, LONGEST) + EXTRA).fill(stage));
}

/** Whether the alarm's expression looks at what came before a datapoint. */
export function looksBack({ queries }: WatchedAlarm): boolean {
  return [...queries?.byId.values() ?? []].some(({ expression = '' }) => /\b(?:RATE|DIFF|DIFF_TIME|RUNNING_SUM)\s*\(|\bREPEAT\b/.test(expression));
}

/** Whether the alarm's expression depends on the time of day or year. */
export function looksAtClock({ queries }: WatchedAlarm): boolean {
  return [...queries?.byId.values() ?? []].some(({ expression = '' }) => /\b(?:MINUTE|HOUR|DAY|DATE|MONTH|YEAR|EPOCH)\s*\(/.test(expression));
}

/** Whether the alarm would be beyond its threshold; undefined where that cannot be told. */
export function breachesIn(scenario: Scenario, alarm: WatchedAlarm, rollout: GuardedRollout, start = START): boolean | undefined {
  const { threshold, comparisonOperator = '' } = alarm;
  if (threshold === undefined || isTokenNumber(threshold) || !Object.hasOwn(COMPARE, comparisonOperator)) {
    return undefined;
  }
  const value = valueIn(scenario, alarm, rollout, start);
  return value === undefined ? undefined : COMPARE[comparisonOperator](value, threshold);
}

/** Requests of a variant that all its fleets get in a period, if the traffic is known. */
export function expectedRequests({ requestsPerSecond }: GuardedRollout, { trafficShare }: VariantFleet, periodSeconds: number): number | undefined {
  const known = requestsPerSecond !== undefined && trafficShare !== undefined && !isTokenNumber(periodSeconds);
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

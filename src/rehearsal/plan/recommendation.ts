import type { GuardrailTiming } from './guardrail-timing';
import type { StrategyOption } from './strategy-option';
import { amount, inWords, strategyName } from './words';
import type { RolloutPlan } from '../../rollout/plan';

/** Which strategy to take, and why. */
export interface Recommendation {
  readonly riskBudget: number;
  /** `null` where none keeps within the budget. */
  readonly strategy: RolloutPlan['strategy'] | null;
  readonly reason: string;
}

export interface RecommendationProps {
  readonly options: readonly StrategyOption[];
  /** Requests that may fail, at most. */
  readonly riskBudget: number;
  readonly requestsPerSecond: number;
  /** Of the declared strategy, fastest first. */
  readonly guardrails: readonly GuardrailTiming[];
}

type JudgedOption = StrategyOption & { readonly requestsAtRisk: number };

/**
 * The strategy that is done first of those that keep within the budget, of several the one with the least extra capacity, and then with the least risk.
 *
 * It has to be one that the service carries out, that fits its limits, and in which a guardrail goes off.
 */
export function recommend(props: RecommendationProps): Recommendation {
  const { options, riskBudget } = props;
  const possible = options.filter(isPossible);
  const [best] = possible.filter(({ requestsAtRisk }) => requestsAtRisk <= riskBudget)
    .sort((a, b) => a.durationSeconds - b.durationSeconds || a.extraInstanceHours - b.extraInstanceHours || a.requestsAtRisk - b.requestsAtRisk);
  return {
    riskBudget,
    strategy: best?.strategy ?? null,
    reason: best ? reasonFor(best, possible, riskBudget) : reasonForNone(possible, props),
  };
}

function isPossible(option: StrategyOption): option is JudgedOption {
  return option.refusals.length === 0 && option.exceeds.length === 0 && option.requestsAtRisk !== null && option.rolledBackAfterSeconds !== null;
}

function reasonFor(best: JudgedOption, possible: readonly JudgedOption[], riskBudget: number): string {
  const others = possible.filter((option) => option !== best).map((option) => {
    const { strategy, requestsAtRisk, durationSeconds } = option;
    return requestsAtRisk > riskBudget
      ? `${strategyName(strategy)} puts ${amount(requestsAtRisk)} at risk`
      : `${strategyName(strategy)} takes ${inWords(durationSeconds)}${durationSeconds > best.durationSeconds ? '' : ' too'}`;
  });
  return `it puts ${amount(best.requestsAtRisk)} requests at risk, within the budget of ${amount(riskBudget)}, and takes ${inWords(best.durationSeconds)}`
    + (others.length > 0 ? `; ${others.join(', ')}` : '');
}

function reasonForNone(possible: readonly JudgedOption[], { riskBudget, requestsPerSecond, guardrails }: RecommendationProps): string {
  if (guardrails.length === 0) {
    return 'no alarm declared in this stack guards the update, so what is at risk cannot be told; declare one with it';
  }
  const [{ secondsToAlarm }] = guardrails;
  if (secondsToAlarm === null) {
    return 'no guardrail sees green fail: each averages both fleets with too high a threshold; give it the dimension EndpointConfigName';
  }
  if (possible.length === 0) {
    return `none that the service carries out is rolled back: the fastest guardrail needs ${inWords(secondsToAlarm)}; make the bakes longer than that`;
  }
  const least = possible.reduce((a, b) => (b.requestsAtRisk < a.requestsAtRisk ? b : a));
  const share = riskBudget / (requestsPerSecond * secondsToAlarm);
  const remedy = share === 0 ? 'no guardrail is that fast'
    : share >= 1 ? 'make the first bake longer than that'
      : `let the first step take no more, which is 1 of ${Math.ceil(1 / share)} instances, and bake that long, or make the guardrail faster`;
  return `the least is ${amount(least.requestsAtRisk)}, with ${strategyName(least.strategy)}; in the ${inWords(secondsToAlarm)} that the fastest guardrail needs, `
    + `${amount(requestsPerSecond)} a second are ${amount(requestsPerSecond * secondsToAlarm)} requests, of which ${amount(riskBudget)} are ${amount(share * 100)} %: ${remedy}`;
}

import type { DeclaredEndpoint } from '../declared-endpoints';
import { alternatives } from './alternatives';
import type { PlanAssumptions } from './assumptions';
import { planEndpoint, type Deployed } from './endpoint-plan';
import { recommend, type Recommendation } from './recommendation';
import { isUnguarded, optionOf, type StrategyOption } from './strategy-option';

/** Strategies side by side on one fleet, with the same bakes and alarms. */
export interface Comparison {
  readonly options: readonly StrategyOption[];
  /** For the risk budget, where one was stated. */
  readonly recommendation: Recommendation | null;
}

export function compareStrategies(
  endpoint: DeclaredEndpoint, assumptions: PlanAssumptions, riskBudget?: number, before: Deployed = endpoint,
): Comparison {
  const options = alternatives(endpoint.deploymentConfig).map((deploymentConfig) =>
    optionOf(planEndpoint({ ...endpoint, deploymentConfig }, assumptions, before), deploymentConfig, deploymentConfig === endpoint.deploymentConfig));
  return {
    options,
    recommendation: riskBudget === undefined ? null : recommend({
      options,
      riskBudget,
      requestsPerSecond: assumptions.requestsPerSecond,
      guardrails: planEndpoint(endpoint, assumptions).guardrails,
    }),
  };
}

export type Verdict = 'refused' | 'too long' | 'unknown' | 'unguarded' | 'possible' | 'take';

export function verdictOn(option: StrategyOption, recommendation: Recommendation | null): Verdict {
  if (option.refusals.length > 0) {
    return 'refused';
  }
  if (option.exceeds.length > 0) {
    return 'too long';
  }
  if (option.requestsAtRisk === null) {
    return 'unknown';
  }
  if (isUnguarded(option)) {
    return 'unguarded';
  }
  return recommendation?.strategy === option.strategy ? 'take' : 'possible';
}

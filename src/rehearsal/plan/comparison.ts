import type { DeploymentConfig } from '../../rollout/deployment-config';
import type { RolloutPlan } from '../../rollout/plan';
import type { DeclaredEndpoint } from '../declared-endpoints';
import { alternatives } from './alternatives';
import type { PlanAssumptions } from './assumptions';
import { planEndpoint, type EndpointPlan } from './endpoint-plan';
import { recommend, type Recommendation } from './recommendation';
import type { Refusal } from './refusals';
import { sum } from '../../rollout/sum';

/** Strategies side by side on one fleet, with the same bakes and alarms. */
export interface Comparison {
  readonly options: readonly StrategyOption[];
  /** For the risk budget, where one was stated. */
  readonly recommendation: Recommendation | null;
}

export interface StrategyOption {
  readonly strategy: RolloutPlan['strategy'];
  /** Whether it is the one that the template declares. */
  readonly declared: boolean;
  readonly deploymentConfig: DeploymentConfig;
  /** Bakes. */
  readonly steps: number;
  readonly durationSeconds: number;
  readonly worstCaseSeconds: number;
  readonly peakInstances: number;
  readonly extraInstanceHours: number;
  /** `null` where not every instance type has a price. */
  readonly extraCost: number | null;
  /** `null` where no guardrail is known. */
  readonly requestsAtRisk: number | null;
  /** `null` where nothing known rolls the update back. */
  readonly rolledBackAfterSeconds: number | null;
  /** Why the service would not carry it out. */
  readonly refusals: readonly Refusal[];
  /** The limits that its worst case exceeds. */
  readonly exceeds: readonly string[];
}

export function compareStrategies(
  endpoint: DeclaredEndpoint, assumptions: PlanAssumptions, riskBudget?: number, before: Pick<DeclaredEndpoint, 'variants'> = endpoint,
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

/** Whether the update is done before any of its guardrails goes off. */
export function isUnguarded({ refusals, requestsAtRisk, rolledBackAfterSeconds }: StrategyOption): boolean {
  return refusals.length === 0 && requestsAtRisk !== null && rolledBackAfterSeconds === null;
}

function optionOf(plan: EndpointPlan, deploymentConfig: DeploymentConfig, declared: boolean): StrategyOption {
  const costs = plan.instances.map(({ extraCost }) => extraCost);
  return {
    strategy: strategyAskedFor(deploymentConfig),
    declared,
    deploymentConfig,
    steps: plan.phases.filter(({ kind }) => kind === 'bake').length,
    durationSeconds: plan.durationSeconds,
    worstCaseSeconds: plan.worstCase.seconds,
    peakInstances: sum(plan.instances.map(({ peak }) => peak)),
    extraInstanceHours: sum(plan.instances.map(({ extraInstanceHours }) => extraInstanceHours)),
    extraCost: costs.some((cost) => cost === null) ? null : sum(costs as number[]),
    requestsAtRisk: plan.requestsAtRisk.guarded,
    rolledBackAfterSeconds: plan.requestsAtRisk.rolledBackAfterSeconds,
    refusals: plan.refusals,
    exceeds: plan.worstCase.limits.filter(({ fits }) => !fits).map(({ name }) => name),
  };
}

/** Also where the service would do something else. */
function strategyAskedFor({ RollingUpdatePolicy, BlueGreenUpdatePolicy }: DeploymentConfig): RolloutPlan['strategy'] {
  return RollingUpdatePolicy ? 'ROLLING' : BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.Type ?? 'ALL_AT_ONCE';
}

import type { EndpointPlan } from './endpoint-plan';
import type { Refusal } from './refusals';
import type { DeploymentConfig } from '../../rollout/deployment-config';
import type { RolloutPlan } from '../../rollout/plan';
import { sum } from '../../rollout/sum';

/** What one strategy comes to on a fleet. */
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

export function optionOf(plan: EndpointPlan, deploymentConfig: DeploymentConfig, declared: boolean): StrategyOption {
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

/** Whether the update is done before any of its guardrails goes off. */
export function isUnguarded({ refusals, requestsAtRisk, rolledBackAfterSeconds }: StrategyOption): boolean {
  return refusals.length === 0 && requestsAtRisk !== null && rolledBackAfterSeconds === null;
}

/** Also where the service would do something else. */
function strategyAskedFor({ RollingUpdatePolicy, BlueGreenUpdatePolicy }: DeploymentConfig): RolloutPlan['strategy'] {
  return RollingUpdatePolicy ? 'ROLLING' : BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.Type ?? 'ALL_AT_ONCE';
}

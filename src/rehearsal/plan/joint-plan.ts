import type { DeploymentConfig } from '../../rollout/deployment-config';
import { planJointly } from '../../rollout/joint-plan';
import { dropsGuard } from '../../rollout/limits';
import type { RolloutPlan, RolloutStep } from '../../rollout/plan';
import { sum } from '../../rollout/sum';
import type { DeclaredVariant } from '../declared-endpoints';

/** The plan of an endpoint: each variant by its own size, and all of them together. */
export interface JointPlan {
  /** Instances of all variants together; green's share is that of the endpoint's traffic. */
  readonly all: RolloutPlan;
  readonly variants: readonly VariantPlan[];
}

export interface VariantPlan {
  readonly variant: DeclaredVariant;
  /** The variant's part of the endpoint's traffic, 0 to 1. */
  readonly trafficShare: number;
  /** As many steps as the endpoint's. */
  readonly steps: readonly RolloutStep[];
}

/** Serverless variants have no instances. */
export const SERVERLESS = 'serverless';

/** Plans the variants of an endpoint, at least one, which take their steps together. */
export function planTogether(config: DeploymentConfig, variants: readonly DeclaredVariant[]): JointPlan {
  const { plans, steps, ...joint } = planJointly(guardDropped(variants) ? undefined : config, variants.map(({ instances }) => instances));
  const weights = trafficWeights(variants);
  return {
    variants: variants.map((variant, index): VariantPlan => ({
      variant,
      trafficShare: weights[index] / sum(weights),
      steps: steps.map((step) => step.variants[index]),
    })),
    all: {
      ...joint,
      fleetSize: sum(plans.map(({ fleetSize }) => fleetSize)),
      steps: steps.map(({ variants: each, ...step }) => ({
        ...step,
        greenShare: sum(each.map(({ greenShare }, index) => weights[index] * greenShare)) / sum(weights),
      })),
      peakInstances: sum(plans.map(({ peakInstances }) => peakInstances)),
      rollbackBatchInstances: sum(plans.map(({ rollbackBatchInstances }) => rollbackBatchInstances)),
    },
  };
}

/**
 * With Inf1 instances the service drops the deployment config without a word: all traffic shifts at once, and nothing bakes.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export function guardDropped(variants: readonly DeclaredVariant[]): boolean {
  return variants.some(({ instanceType }) => dropsGuard(instanceType));
}

/** Where all weights are 0 nothing is known of the traffic, so it is split evenly. */
function trafficWeights(variants: readonly DeclaredVariant[]): number[] {
  const weights = variants.map(({ weight }) => weight);
  return sum(weights) === 0 ? weights.map(() => 1) : weights;
}

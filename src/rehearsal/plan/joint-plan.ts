import type { DeploymentConfig } from '../../rollout/deployment-config';
import { dropsGuard } from '../../rollout/limits';
import { planRollout, type RolloutPlan, type RolloutStep } from '../../rollout/plan';
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

/**
 * Plans the variants of an endpoint, at least one, which take their steps together.
 *
 * Chosen, as in the simulator: a variant that needs fewer steps than another has all its traffic on green meanwhile.
 */
export function planTogether(config: DeploymentConfig, variants: readonly DeclaredVariant[]): JointPlan {
  const plans = variants.map(({ instances }) => planRollout(guardDropped(variants) ? undefined : config, instances));
  const longest = plans.reduce((a, b) => (b.steps.length > a.steps.length ? b : a));
  const weights = trafficWeights(variants);
  const planned = variants.map((variant, index): VariantPlan => ({
    variant,
    trafficShare: weights[index] / sum(weights),
    steps: longest.steps.map((_, step) => stepAt(plans[index], step, longest.steps.length)),
  }));
  const total = (index: number, count: (step: RolloutStep) => number): number => sum(planned.map(({ steps }) => count(steps[index])));
  return {
    variants: planned,
    all: {
      ...longest,
      fleetSize: sum(plans.map(({ fleetSize }) => fleetSize)),
      steps: longest.steps.map((step, index) => ({
        ...step,
        greenInstances: total(index, ({ greenInstances }) => greenInstances),
        greenShare: sum(planned.map(({ steps }, at) => weights[at] * steps[index].greenShare)) / sum(weights),
        launchInstances: total(index, ({ launchInstances }) => launchInstances),
        terminateInstances: total(index, ({ terminateInstances }) => terminateInstances),
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

/** A variant that has arrived waits for the others; its blue fleet is kept until then. */
function stepAt({ steps }: RolloutPlan, index: number, count: number): RolloutStep {
  const last = steps[steps.length - 1];
  if (index < steps.length - 1) {
    return steps[index];
  }
  return {
    ...last,
    launchInstances: index === steps.length - 1 ? last.launchInstances : 0,
    terminateInstances: index === count - 1 ? last.terminateInstances : 0,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

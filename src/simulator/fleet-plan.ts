import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { variantOf } from './fleet';
import type { Fleet, VariantFleet } from './fleet';
import type { DeploymentConfig as RolloutConfig } from '../rollout/deployment-config';
import { planRollout } from '../rollout/plan';
import type { RolloutPlan, RolloutStep } from '../rollout/plan';

/** What a deployment config asks for on all the variants of an endpoint, step by step. */
export interface FleetPlan {
  readonly strategy: RolloutPlan['strategy'];
  readonly steps: readonly FleetStep[];
  readonly maximumExecutionTimeoutSeconds?: number;
  readonly variants: readonly VariantPlan[];
}

export interface FleetStep {
  readonly launchInstances: number;
  /** Green instances that take traffic from this step on. */
  readonly servingInstances: number;
  readonly bakeSeconds: number;
  readonly bakeField: RolloutStep['bakeField'];
  readonly variants: ReadonlyArray<{ readonly variant: VariantPlan; readonly step: RolloutStep }>;
}

export interface VariantPlan {
  readonly green: VariantFleet;
  /** The same variant in the fleet that is replaced, and how many instances it had at the start. */
  readonly blue: VariantFleet;
  readonly blueInstances: number;
  readonly plan: RolloutPlan;
}

/**
 * Each variant is planned by its own size; all take their steps together.
 *
 * Chosen: a variant that needs fewer steps than another has all its traffic on green while the other catches up.
 */
export function planFleet(config: DeploymentConfig | undefined, blue: Fleet, green: Fleet): FleetPlan {
  const variants = green.variants.map((variant): VariantPlan => {
    const replaced = variantOf(blue, variant.variant.VariantName)!;
    const plan = planRollout(config as RolloutConfig | undefined, variant.desiredInstances);
    return { green: variant, blue: replaced, blueInstances: replaced.instances, plan };
  });
  const count = Math.max(...variants.map(({ plan }) => plan.steps.length));
  return {
    strategy: variants[0].plan.strategy,
    maximumExecutionTimeoutSeconds: variants[0].plan.maximumExecutionTimeoutSeconds,
    variants,
    steps: Array.from({ length: count }, (_, index) => fleetStep(variants, index)),
  };
}

function fleetStep(all: readonly VariantPlan[], index: number): FleetStep {
  const variants = all.map((variant) => ({ variant, step: stepAt(variant.plan, index) }));
  const total = (count: (step: RolloutStep) => number) => variants.reduce((sum, { step }) => sum + count(step), 0);
  // The variant with most steps left is the one whose wait this is.
  const { bakeSeconds, bakeField } = stepAt(all.reduce((a, b) => (b.plan.steps.length > a.plan.steps.length ? b : a)).plan, index);
  return {
    launchInstances: total((step) => step.launchInstances),
    servingInstances: total((step) => step.greenInstances),
    bakeSeconds,
    bakeField,
    variants,
  };
}

function stepAt({ steps }: RolloutPlan, index: number): RolloutStep {
  return index < steps.length ? steps[index] : { ...steps[steps.length - 1], launchInstances: 0 };
}

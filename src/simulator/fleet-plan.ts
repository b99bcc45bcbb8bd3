import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { variantOf } from './fleet';
import type { Fleet, VariantFleet } from './fleet';
import type { DeploymentConfig as RolloutConfig } from '../rollout/deployment-config';
import { planJointly } from '../rollout/joint-plan';
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

/** The plan of an update, for the fleets that it is about. */
export function planFleet(config: DeploymentConfig | undefined, blue: Fleet, green: Fleet): FleetPlan {
  const joint = planJointly(config as RolloutConfig | undefined, green.variants.map(({ desiredInstances }) => desiredInstances));
  const variants = green.variants.map((variant, index): VariantPlan => {
    const replaced = variantOf(blue, variant.variant.VariantName)!;
    return { green: variant, blue: replaced, blueInstances: replaced.instances, plan: joint.plans[index] };
  });
  return {
    strategy: joint.strategy,
    maximumExecutionTimeoutSeconds: joint.maximumExecutionTimeoutSeconds,
    variants,
    steps: joint.steps.map(({ launchInstances, greenInstances, bakeSeconds, bakeField, variants: steps }) => ({
      launchInstances,
      servingInstances: greenInstances,
      bakeSeconds,
      bakeField,
      variants: steps.map((step, index) => ({ variant: variants[index], step })),
    })),
  };
}

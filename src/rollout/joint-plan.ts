import type { DeploymentConfig } from './deployment-config';
import { planRollout, type RolloutPlan, type RolloutStep } from './plan';
import { sum } from './sum';

/** What one deployment config asks for on all the variants of an endpoint, which take their steps together. */
export interface JointPlan {
  readonly strategy: RolloutPlan['strategy'];
  /** Of each variant by its own size, in the order given. */
  readonly plans: readonly RolloutPlan[];
  readonly steps: readonly JointStep[];
  readonly maximumExecutionTimeoutSeconds?: number;
}

/** One step of the endpoint. */
export interface JointStep extends Pick<RolloutStep, 'greenInstances' | 'launchInstances' | 'terminateInstances' | 'bakeSeconds' | 'bakeField'> {
  /** What each variant does in it, in the order given. */
  readonly variants: readonly RolloutStep[];
}

/**
 * Plans the variants of an endpoint, at least one: each by its own size, all in the steps and with the waits of the one that has most.
 *
 * Chosen: a variant that needs fewer steps than another has all its traffic on green while the other catches up, and keeps its blue
 * fleet until then.
 */
export function planJointly(config: DeploymentConfig | undefined, fleetSizes: readonly number[]): JointPlan {
  const plans = fleetSizes.map((fleetSize) => planRollout(config, fleetSize));
  const count = Math.max(...plans.map(({ steps }) => steps.length));
  const longest = plans.find(({ steps }) => steps.length === count)!;
  return {
    strategy: longest.strategy,
    plans,
    steps: longest.steps.map(({ bakeSeconds, bakeField }, index): JointStep => {
      const variants = plans.map((plan) => stepAt(plan, index, count));
      return {
        variants,
        greenInstances: sum(variants.map(({ greenInstances }) => greenInstances)),
        launchInstances: sum(variants.map(({ launchInstances }) => launchInstances)),
        terminateInstances: sum(variants.map(({ terminateInstances }) => terminateInstances)),
        bakeSeconds,
        bakeField,
      };
    }),
    maximumExecutionTimeoutSeconds: longest.maximumExecutionTimeoutSeconds,
  };
}

/** What a variant does in the endpoint's step of this index, of so many. */
function stepAt({ steps }: RolloutPlan, index: number, count: number): RolloutStep {
  const last = steps.length - 1;
  if (index < last) {
    return steps[index];
  }
  return {
    ...steps[last],
    launchInstances: index === last ? steps[last].launchInstances : 0,
    terminateInstances: index === count - 1 ? steps[last].terminateInstances : 0,
  };
}

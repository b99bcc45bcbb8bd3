import { SERVERLESS, type JointPlan } from './joint-plan';
import type { RolloutPlan, RolloutStep } from '../../rollout/plan';

/** A stretch of an update in which neither traffic nor instances change. */
export interface Phase {
  readonly name: string;
  readonly kind: 'launch' | 'bake';
  /** Seconds since the update began. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Green's share of the endpoint's traffic, 0 to 1. */
  readonly greenShare: number;
  /** The API field that says how long a bake takes. */
  readonly bakeField?: RolloutStep['bakeField'];
  readonly variants: readonly PhaseVariant[];
}

export interface PhaseVariant {
  readonly variantName: string;
  readonly instanceType: string;
  /** Green's share of this variant's traffic, 0 to 1. */
  readonly greenShare: number;
  readonly blueInstances: number;
  /** Instances that are being launched count: they take up the quota. */
  readonly greenInstances: number;
}

/** The phases of an update in which all goes well, each launch taking `provisioningSeconds`. */
export function timetable({ all, variants }: JointPlan, provisioningSeconds: number): Phase[] {
  const counts = variants.map(({ variant: { instanceType, instances } }) => ({ blue: instanceType === SERVERLESS ? 0 : instances, green: 0 }));
  const phases: Phase[] = [];

  const add = (seconds: number, shares: readonly number[], phase: Pick<Phase, 'name' | 'kind' | 'greenShare' | 'bakeField'>): void => {
    const fromSeconds = phases[phases.length - 1]?.toSeconds ?? 0;
    phases.push({
      ...phase,
      fromSeconds,
      toSeconds: fromSeconds + seconds,
      variants: variants.map(({ variant: { variantName, instanceType } }, index) => ({
        variantName, instanceType, greenShare: shares[index], blueInstances: counts[index].blue, greenInstances: counts[index].green,
      })),
    });
  };

  all.steps.forEach((step, index) => {
    const serverless = (at: number): boolean => variants[at].variant.instanceType === SERVERLESS;
    if (step.launchInstances > 0) {
      counts.forEach((count, at) => { count.green += serverless(at) ? 0 : variants[at].steps[index].launchInstances; });
      const before = variants.map(({ steps }) => steps[index - 1]?.greenShare ?? 0);
      add(provisioningSeconds, before, { name: launchName(all, index), kind: 'launch', greenShare: all.steps[index - 1]?.greenShare ?? 0 });
    }
    add(step.bakeSeconds, variants.map(({ steps }) => steps[index].greenShare), {
      name: bakeName(all, index), kind: 'bake', greenShare: step.greenShare, bakeField: step.bakeField,
    });
    counts.forEach((count, at) => { count.blue -= serverless(at) ? 0 : variants[at].steps[index].terminateInstances; });
  });
  return phases;
}

function launchName({ strategy, steps }: RolloutPlan, index: number): string {
  return strategy === 'ROLLING' ? `launch batch ${index + 1}/${steps.length}` : 'launch green';
}

function bakeName({ strategy, steps }: RolloutPlan, index: number): string {
  switch (strategy) {
    case 'ROLLING':
      return `bake batch ${index + 1}/${steps.length}`;
    case 'LINEAR':
      return `bake step ${index + 1}/${steps.length}`;
    default:
      return index === steps.length - 1 ? 'bake all traffic' : 'bake canary';
  }
}

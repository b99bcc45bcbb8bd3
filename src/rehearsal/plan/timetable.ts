import { SERVERLESS, type JointPlan, type VariantPlan } from './joint-plan';
import { instancesForShare } from '../../rollout/capacity';
import type { RolloutPlan, RolloutStep } from '../../rollout/plan';
import { sum } from '../../rollout/sum';
import type { DeclaredVariant } from '../declared-endpoints';

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
  /** Of the green instances. */
  readonly instanceType: string;
  readonly blueInstanceType: string;
  /** Green's share of this variant's traffic, 0 to 1. */
  readonly greenShare: number;
  readonly blueInstances: number;
  /** Instances that are being launched count: they take up the quota. */
  readonly greenInstances: number;
}

/**
 * The phases of an update in which all goes well, each launch taking `provisioningSeconds`.
 *
 * @param before the fleet that is replaced. Left out, it is like the new one.
 */
export function timetable({ all, variants }: JointPlan, provisioningSeconds: number, before?: readonly DeclaredVariant[]): Phase[] {
  const fleets = variants.map((plan) => fleetsOf(plan, before));
  const phases: Phase[] = [];

  const add = (seconds: number, shares: readonly number[], phase: Pick<Phase, 'name' | 'kind' | 'greenShare' | 'bakeField'>): void => {
    const fromSeconds = phases[phases.length - 1]?.toSeconds ?? 0;
    phases.push({
      ...phase,
      fromSeconds,
      toSeconds: fromSeconds + seconds,
      variants: fleets.map((fleet, index) => ({
        variantName: fleet.variantName,
        instanceType: fleet.instanceType,
        blueInstanceType: fleet.blueInstanceType,
        greenShare: shares[index],
        blueInstances: blueInstances(fleet),
        greenInstances: fleet.green,
      })),
    });
  };

  all.steps.forEach((step, index) => {
    const serverless = (at: number): boolean => variants[at].variant.instanceType === SERVERLESS;
    if (step.launchInstances > 0) {
      fleets.forEach((fleet, at) => { fleet.green += serverless(at) ? 0 : variants[at].steps[index].launchInstances; });
      const sharesBefore = variants.map(({ steps }) => steps[index - 1]?.greenShare ?? 0);
      add(provisioningSeconds, sharesBefore, { name: launchName(all, index), kind: 'launch', greenShare: all.steps[index - 1]?.greenShare ?? 0 });
    }
    add(step.bakeSeconds, variants.map(({ steps }) => steps[index].greenShare), {
      name: bakeName(all, index), kind: 'bake', greenShare: step.greenShare, bakeField: step.bakeField,
    });
    fleets.forEach((fleet, at) => { fleet.left -= variants[at].steps[index].terminateInstances; });
  });
  return phases;
}

/** A variant's two fleets. */
interface Fleets {
  readonly variantName: string;
  readonly instanceType: string;
  readonly blueInstanceType: string;
  /** Blue instances at the start. */
  readonly replaced: number;
  /** The fleet that the steps are planned for, and how much of it is blue still. */
  readonly planned: number;
  left: number;
  green: number;
}

function fleetsOf({ variant, steps }: VariantPlan, before: readonly DeclaredVariant[] = []): Fleets {
  const { variantName, instanceType } = variant;
  const blue = before.find((one) => one.variantName === variantName) ?? variant;
  const planned = sum(steps.map(({ terminateInstances }) => terminateInstances));
  return {
    variantName,
    instanceType,
    blueInstanceType: blue.instanceType,
    replaced: blue.instanceType === SERVERLESS ? 0 : blue.instances,
    planned,
    left: planned,
    green: 0,
  };
}

/** Chosen, as in the simulator: of a fleet of another size as large a part goes in each batch, and what is left of an instance stays. */
function blueInstances({ replaced, planned, left }: Fleets): number {
  return instancesForShare(left / planned, replaced);
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

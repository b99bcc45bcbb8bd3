import type { PlanAssumptions } from './assumptions';
import { SERVERLESS } from './joint-plan';
import type { Phase } from './timetable';

/** What an update takes of one instance type, to hold against a quota and a budget. */
export interface InstanceUse {
  readonly instanceType: string;
  /** Instances before the update. */
  readonly usual: number;
  /** Instances after it. */
  readonly after: number;
  /** Blue and green instances at the same time, at most. */
  readonly peak: number;
  /** Instance-hours more than without the update. */
  readonly extraInstanceHours: number;
  /** What these cost; `null` where no price was given. */
  readonly extraCost: number | null;
}

/** What the phases of an update take, by instance type. */
export function instanceUse(phases: readonly Phase[], { pricePerInstanceHour }: Pick<PlanAssumptions, 'pricePerInstanceHour'>): InstanceUse[] {
  const types = [...new Set(phases[0].variants.flatMap(({ instanceType, blueInstanceType }) => [blueInstanceType, instanceType]))]
    .filter((type) => type !== SERVERLESS);
  return types.map((instanceType) => {
    const usual = instancesIn(phases[0], instanceType).blue;
    const after = instancesIn(phases[phases.length - 1], instanceType).green;
    // Divided once: whole seconds add up without rounding, so that strategies can be told to need the same.
    const extraInstanceHours = phases.reduce((seconds, phase) => {
      const { blue, green } = instancesIn(phase, instanceType);
      return seconds + (blue + green - usual) * (phase.toSeconds - phase.fromSeconds);
    }, 0) / 3600;
    return {
      instanceType,
      usual,
      after,
      peak: Math.max(...phases.map((phase) => instancesIn(phase, instanceType)).map(({ blue, green }) => blue + green)),
      extraInstanceHours,
      extraCost: instanceType in pricePerInstanceHour ? extraInstanceHours * pricePerInstanceHour[instanceType] : null,
    };
  });
}

/** Blue and green instances of a type in a phase. */
export function instancesIn({ variants }: Phase, instanceType: string): { readonly blue: number; readonly green: number } {
  return variants.reduce(({ blue, green }, variant) => ({
    blue: blue + (variant.blueInstanceType === instanceType ? variant.blueInstances : 0),
    green: green + (variant.instanceType === instanceType ? variant.greenInstances : 0),
  }), { blue: 0, green: 0 });
}

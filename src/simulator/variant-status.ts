import type { Fleet } from './fleet';
import type { FleetStep } from './fleet-plan';

type VariantStep = FleetStep['variants'][number]['step'];

/** Says of the green variants what a step of the update does with them. */
export function setStepStatus(
  now: Date, { variants }: FleetStep, status: 'Creating' | 'ActivatingTraffic' | 'Baking', message: (step: VariantStep, of: number) => string,
): void {
  for (const { variant: { green, plan }, step } of variants) {
    green.status = { Status: status, StatusMessage: message(step, plan.fleetSize), StartTime: now };
  }
}

export function setFleetStatus(now: Date, { variants }: Fleet, status: 'Deleting', message: string): void {
  variants.forEach((variant) => { variant.status = { Status: status, StatusMessage: message, StartTime: now }; });
}

/** Nothing is done with them any more. */
export function clearFleetStatus({ variants }: Fleet): void {
  variants.forEach((variant) => { variant.status = undefined; });
}

import type { CapacitySizeConfig } from './deployment-config';

/**
 * How many instances of a fleet a capacity size stands for.
 *
 * The service does not document how a percentage is rounded. Two published configurations fix what is known: 33 % of
 * three instances is one, and 5 % of two is accepted. So: to the nearest instance, at least one, at most the fleet.
 */
export function instancesOf(size: CapacitySizeConfig, fleetSize: number): number {
  const wanted = size.Type === 'INSTANCE_COUNT' ? size.Value : Math.round((size.Value / 100) * fleetSize);
  return Math.min(fleetSize, Math.max(1, wanted));
}

/** How many instances of a fleet a share of it takes, 0 to 1: a part of an instance is a whole one, what rounding leaves of one is none. */
export function instancesForShare(share: number, fleetSize: number): number {
  return Math.max(0, Math.ceil(fleetSize * share - 1e-9));
}

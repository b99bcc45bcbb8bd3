import { Token } from 'aws-cdk-lib';
import type { Faults } from './faults';
import type { VariantFleet } from './fleet';
import type { CapacitySizeConfig } from '../rollout/deployment-config';
import { percentOf, type Limit } from '../rollout/limits';

/** What is taken of a fleet at a time. */
export interface Share {
  /** What the user knows it by. */
  readonly what: string;
  readonly size: CapacitySizeConfig;
  /** In percent. */
  readonly limit: Limit;
}

/** Checks the share of every variant that a capacity size takes against the service's limit. */
export function checkShare(faults: Faults, share: Share, fleet: readonly VariantFleet[]): void {
  const { what, size, limit } = share;
  if (Token.isUnresolved(size.Value)) {
    return;
  }
  if (size.Type === 'CAPACITY_PERCENT') {
    faults.within(what, size.Value, limit, `use CapacitySize.percent(${size.Value > limit.max ? limit.max : limit.min})`);
  }
  for (const variant of fleet.filter(({ instanceCount }) => Number.isInteger(instanceCount) && instanceCount >= 1)) {
    if (size.Type === 'INSTANCE_COUNT') {
      checkCount(faults, share, variant);
    } else if (limit.max < 100 && variant.instanceCount === 1) {
      faults.add(`${shareOf(what, 1, variant)}, ${atMost(limit)}; use initialInstanceCount: 2 or DeploymentStrategy.allAtOnce()`);
    }
  }
}

function checkCount(faults: Faults, { what, size: { Value: count }, limit }: Share, variant: VariantFleet): void {
  const share = percentOf(count, variant.instanceCount);
  if (share > limit.max) {
    const largest = Math.floor((variant.instanceCount * limit.max) / 100);
    const smallestFleet = Math.ceil((count * 100) / limit.max);
    faults.add(`${shareOf(what, count, variant)}, ${atMost(limit)}; ${largest >= 1
      ? `use CapacitySize.instances(${largest}) or initialInstanceCount: ${smallestFleet}`
      : `use initialInstanceCount: ${smallestFleet} or DeploymentStrategy.allAtOnce()`}`);
  }
  if (share < limit.min) {
    const smallest = Math.ceil((variant.instanceCount * limit.min) / 100);
    faults.add(`${shareOf(what, count, variant)}, at least ${limit.min} % is needed (${limit.name}, ${limit.source}); `
      + `use CapacitySize.instances(${smallest}) or CapacitySize.percent(${limit.min})`);
  }
}

function atMost({ max, name, source }: Limit): string {
  return `at most ${max} % is allowed (${name}, ${source})`;
}

function shareOf(what: string, count: number, { variantName, instanceCount }: VariantFleet): string {
  const percent = Math.round(percentOf(count, instanceCount) * 10) / 10;
  return `${what} is ${count} of ${instanceCount} instance${instanceCount === 1 ? '' : 's'} (${percent} %) of variant '${variantName}'`;
}

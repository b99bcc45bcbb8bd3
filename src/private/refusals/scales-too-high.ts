import { Token } from 'aws-cdk-lib';
import { percentOf } from '../../rollout/limits';
import { planFor, type GuardedRollout } from '../guarded-rollout';
import { stepOf } from './rounded-share';

/** Warns of a variant that may have been scaled out so far that a number of instances is less of it than the service accepts. */
export function scalesTooHigh(rollout: GuardedRollout, variantName: string, maxCapacity: number): string | undefined {
  const variant = rollout.fleet.find((candidate) => candidate.variantName === variantName);
  const step = stepOf(rollout.updatePolicy);
  if (!variant || step?.size.Type !== 'INSTANCE_COUNT' || Token.isUnresolved(maxCapacity) || !planFor(rollout, variant)) {
    return undefined;
  }
  const { size: { Value: instances }, limit } = step;
  return percentOf(instances, maxCapacity) >= limit.min || limit.min <= 1 ? undefined
    : `variant '${variantName}' may be scaled out to ${maxCapacity}, and updates keep the number of instances, but ${instances} instance${instances === 1 ? ' is' : 's are'} `
      + `${Number(percentOf(instances, maxCapacity).toPrecision(3))} % of that, and ${limit.name} is at least ${limit.min} % (${limit.source}): no update gets through then; `
      + `use CapacitySize.percent(${limit.min}) or more`;
}

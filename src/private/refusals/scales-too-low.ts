import { Token } from 'aws-cdk-lib';
import { percentOf } from '../../rollout/limits';
import { planFor, type GuardedRollout } from '../guarded-rollout';
import { stepOf } from './rounded-share';

/** Warns of a variant that may have been scaled in so far that an update can no longer be split: updates keep the number of instances. */
export function scalesTooLow(rollout: GuardedRollout, variantName: string, minCapacity: number): string | undefined {
  const variant = rollout.fleet.find((candidate) => candidate.variantName === variantName);
  const step = stepOf(rollout.updatePolicy);
  if (!variant || Token.isUnresolved(minCapacity) || !planFor(rollout, variant)) {
    return undefined;
  }
  if (!step) {
    return minCapacity > 0 ? undefined : `variant '${variantName}' may be scaled in to 0, and updates keep the number of instances: then there is none that could answer, the guardrails have no data, `
      + 'and a bad model passes by silence; use minCapacity: 1';
  }
  const instances = step.size.Type === 'INSTANCE_COUNT' ? step.size.Value : 1;
  if (minCapacity > 0 && percentOf(instances, minCapacity) <= step.limit.max) {
    return undefined;
  }
  const enough = Math.ceil((instances * 100) / step.limit.max);
  return `variant '${variantName}' may be scaled in to ${minCapacity}, and an update keeps that number; then ${step.limit.name}, which is at least ${instances} `
    + `instance${instances === 1 ? '' : 's'} and at most ${step.limit.max} % of the variant (${step.limit.source}), does not fit, and SageMaker refuses the update; `
    + `use minCapacity: ${enough}`;
}

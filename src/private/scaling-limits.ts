import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { listed } from './faults';
import type { GuardedRollout } from './guarded-rollout';
import { stepOf } from './refusals/rounded-share';
import { inform, warn } from './refusals/rule';
import { scalesTooHigh } from './refusals/scales-too-high';
import { scalesTooLow } from './refusals/scales-too-low';
import type { ScaledVariant } from './scalable-targets';

export const AUTOSCALING_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html';

/** Warns of how few and how many instances autoscaling may leave for an update to split. */
export function warnOfLimits(scope: IConstruct, rollout: GuardedRollout, { variantName, minCapacity, maxCapacity }: ScaledVariant): void {
  const found = {
    // A maximum below the minimum is what a schedule leaves where it sets that alone.
    'scales-too-low': scalesTooLow(rollout, variantName, Token.isUnresolved(maxCapacity) || !(maxCapacity < minCapacity) ? minCapacity : maxCapacity),
    'scales-too-high': scalesTooHigh(rollout, variantName, maxCapacity),
  };
  // To have no instances while the queue is empty is what many asynchronous endpoints are for. A step of none, though, is refused by the service.
  const meant = rollout.asynchronous === true && minCapacity === 0 && !stepOf(rollout.updatePolicy);
  Object.entries(found).forEach(([id, message]) => message !== undefined && (meant ? inform : warn)(scope, id, message));
}

/** The types of those given that cannot be autoscaled. */
export function burstable(instanceTypes: readonly string[]): string[] {
  return instanceTypes.filter((type) => !Token.isUnresolved(type) && /^ml\.t\d/.test(type));
}

/** What the service refuses of scalable targets that the app declares by itself, and warnings of what they leave. */
export function checkScaled(scope: IConstruct, rollout: GuardedRollout, scaled: readonly ScaledVariant[]): string[] {
  return scaled.flatMap((target) => {
    const subject = `the scalable target of variant '${target.variantName}' of '${scope.node.path}'`;
    const variant = rollout.fleet.find(({ variantName }) => variantName === target.variantName);
    if (!variant) {
      const names = rollout.fleet.map(({ variantName }) => variantName);
      return Token.isUnresolved(target.variantName) || names.length === 0 || names.some((name) => Token.isUnresolved(name)) ? []
        : [`${subject}: there is no such variant, there ${names.length === 1 ? 'is' : 'are'} ${listed(names)}`];
    }
    const types = burstable(variant.instanceTypes ?? []);
    if (types.length === 0) {
      warnOfLimits(scope, rollout, target);
    }
    return types.map((type) => `${subject}: ${type} is a burstable type, which cannot be autoscaled (${AUTOSCALING_PAGE}); use ml.m5 or another`);
  });
}

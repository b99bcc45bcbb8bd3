import type { BlueGreenUpdatePolicy, CapacitySize, DeploymentConfig, RollingUpdatePolicy } from '@aws-sdk/client-sagemaker';
import { LIMITS, percentOf } from '../../../rollout/limits';
import type { Limit } from '../../../rollout/limits';
import type { Fleet, VariantFleet } from '../../fleet';
import { validationException } from '../service-error';

/**
 * Refuses a deployment config that this fleet cannot be updated with.
 *
 * Documented: the limits, in the prose of the API's reference. Inferred: that they are refused with a ValidationException
 * when the update is asked for. How the service words it is not known.
 */
export function checkDeploymentConfig(config: DeploymentConfig | undefined, fleet: Fleet): void {
  if (config?.BlueGreenUpdatePolicy && config.RollingUpdatePolicy) {
    throw validationException('DeploymentConfig has both a BlueGreenUpdatePolicy and a RollingUpdatePolicy. Use one of them.');
  }
  if (config?.BlueGreenUpdatePolicy) {
    checkBlueGreen(config.BlueGreenUpdatePolicy, fleet);
  }
  if (config?.RollingUpdatePolicy) {
    checkRolling(config.RollingUpdatePolicy, fleet);
  }
}

function checkBlueGreen(policy: BlueGreenUpdatePolicy, fleet: Fleet): void {
  const routing = policy.TrafficRoutingConfiguration!;
  if (routing.Type === 'CANARY') {
    checkSizes(LIMITS.canarySize, required(routing.CanarySize, 'CanarySize', 'CANARY'), fleet);
  }
  if (routing.Type === 'LINEAR') {
    checkSizes(LIMITS.linearStepSize, required(routing.LinearStepSize, 'LinearStepSize', 'LINEAR'), fleet);
  }
  const wait = routing.Type === 'ALL_AT_ONCE' ? 0 : routing.WaitIntervalInSeconds!;
  checkTimeout(policy.MaximumExecutionTimeoutInSeconds, wait + (policy.TerminationWaitInSeconds ?? 0));
}

function checkRolling(policy: RollingUpdatePolicy, fleet: Fleet): void {
  if (fleet.variants.length > 1) {
    throw validationException(`RollingUpdatePolicy is not supported for several production variants, there are ${fleet.variants.length}. Use a BlueGreenUpdatePolicy.`);
  }
  checkSizes(LIMITS.maximumBatchSize, policy.MaximumBatchSize!, fleet);
  if (policy.RollbackMaximumBatchSize) {
    checkSizes(LIMITS.rollbackMaximumBatchSize, policy.RollbackMaximumBatchSize, fleet);
  }
  checkTimeout(policy.MaximumExecutionTimeoutInSeconds, policy.WaitIntervalInSeconds!);
}

function required(size: CapacitySize | undefined, name: string, type: string): CapacitySize {
  if (size === undefined) {
    throw validationException(`TrafficRoutingConfiguration of type ${type} needs a ${name}.`);
  }
  return size;
}

function checkSizes(limit: Limit, size: CapacitySize, fleet: Fleet): void {
  fleet.variants.forEach((variant) => checkSize(limit, size, variant));
}

function checkSize(limit: Limit, { Type, Value }: CapacitySize, { variant, desiredInstances }: VariantFleet): void {
  const percent = Type === 'INSTANCE_COUNT' ? percentOf(Value!, desiredInstances) : Value!;
  if (percent < limit.min || percent > limit.max) {
    const asked = Type === 'INSTANCE_COUNT' ? `${Value} of ${desiredInstances} instance(s), ${Math.round(percent)} %` : `${Value} %`;
    throw validationException(`${limit.name} is ${asked} of variant "${variant.VariantName}", it must be from ${limit.min} % to ${limit.max} % of the variant's instances.`);
  }
}

/** Chosen: refused where even one wait and the termination wait do not fit. */
function checkTimeout(timeout: number | undefined, waits: number): void {
  if (timeout !== undefined && timeout <= waits) {
    throw validationException(`MaximumExecutionTimeoutInSeconds is ${timeout}, it must be larger than the waits together, which are ${waits} seconds.`);
  }
}

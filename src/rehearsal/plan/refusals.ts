import type { CapacitySizeConfig, DeploymentConfig } from '../../rollout/deployment-config';
import { EXCLUSIONS_PAGE, LIMITS, percentOf, type Limit } from '../../rollout/limits';
import { totalBakeSeconds, type RolloutPlan } from '../../rollout/plan';
import type { DeclaredVariant } from '../declared-endpoints';
import { SERVERLESS } from './joint-plan';

/** Why the service would not carry out a deployment config on this fleet, with the arithmetic; nothing if it would. */
export function refusals(config: DeploymentConfig, variants: readonly DeclaredVariant[], plan: RolloutPlan): string[] {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config;
  if (blueGreen && rolling) {
    return ['there are both a BlueGreenUpdatePolicy and a RollingUpdatePolicy, one is allowed; leave one out'];
  }
  const routing = blueGreen?.TrafficRoutingConfiguration;
  return [
    ...(routing?.Type === 'CANARY' ? sizeFaults(routing.CanarySize, LIMITS.canarySize, variants) : []),
    ...(routing?.Type === 'LINEAR' ? sizeFaults(routing.LinearStepSize, LIMITS.linearStepSize, variants) : []),
    ...(routing ? outside(routing.WaitIntervalInSeconds, LIMITS.waitInterval) : []),
    ...outside(blueGreen?.TerminationWaitInSeconds, LIMITS.terminationWait),
    ...(rolling ? [
      ...manyVariants(variants),
      ...sizeFaults(rolling.MaximumBatchSize, LIMITS.maximumBatchSize, variants),
      ...(rolling.RollbackMaximumBatchSize ? sizeFaults(rolling.RollbackMaximumBatchSize, LIMITS.rollbackMaximumBatchSize, variants) : []),
      ...outside(rolling.WaitIntervalInSeconds, LIMITS.rollingWaitInterval),
    ] : []),
    ...outside(plan.maximumExecutionTimeoutSeconds, LIMITS.maximumExecutionTimeout),
    ...timeoutWithinWaits(plan),
  ];
}

function sizeFaults(size: CapacitySizeConfig | undefined, limit: Limit, variants: readonly DeclaredVariant[]): string[] {
  if (size === undefined) {
    return [`${limit.name} is missing, ${limit.min} % to ${limit.max} % is needed (${limit.source})`];
  }
  if (size.Type === 'CAPACITY_PERCENT' && (size.Value < limit.min || size.Value > limit.max)) {
    return outside(size.Value, limit);
  }
  return variants.filter(({ instanceType }) => instanceType !== SERVERLESS).flatMap(({ variantName, instances }) => {
    // A percentage stands for one instance at least, and of one instance that is all.
    const count = size.Type === 'INSTANCE_COUNT' ? size.Value : 1;
    const share = percentOf(count, instances);
    const wrong = size.Type === 'INSTANCE_COUNT' ? share < limit.min || share > limit.max : instances === 1 && share > limit.max;
    return wrong
      ? [`${limit.name} is ${count} of ${instances} instance${instances === 1 ? '' : 's'} (${Math.round(share * 10) / 10} %) of variant '${variantName}', `
        + `${limit.min} % to ${limit.max} % is allowed (${limit.source})`]
      : [];
  });
}

function outside(value: number | undefined, { name, min, max, unit, source }: Limit): string[] {
  return value !== undefined && (value < min || value > max) ? [`${name} is ${value}, ${min} to ${max} ${unit} is allowed (${source})`] : [];
}

function manyVariants(variants: readonly DeclaredVariant[]): string[] {
  return [
    ...(variants.length > 1 ? [`a rolling update of ${variants.length} production variants is not supported, 1 is (${EXCLUSIONS_PAGE})`] : []),
    ...(variants.some(({ instanceType }) => instanceType === SERVERLESS) ? [`a rolling update of a serverless variant is not supported (${EXCLUSIONS_PAGE})`] : []),
  ];
}

function timeoutWithinWaits(plan: RolloutPlan): string[] {
  const { maximumExecutionTimeoutSeconds: timeout } = plan;
  const waits = plan.steps.map(({ bakeSeconds }) => bakeSeconds);
  const total = totalBakeSeconds(plan);
  return timeout !== undefined && timeout <= total
    ? [`MaximumExecutionTimeoutInSeconds is ${timeout}, more than the waits together is needed, which are ${waits.join(' + ')} = ${total} seconds `
      + `(${LIMITS.maximumExecutionTimeout.source})`]
    : [];
}

import type { CapacitySizeConfig, DeploymentConfig } from '../../rollout/deployment-config';
import { EXCLUSIONS_PAGE, LIMITS, percentOf, type Limit } from '../../rollout/limits';
import { totalBakeSeconds, type RolloutPlan } from '../../rollout/plan';
import type { DeclaredVariant } from '../declared-endpoints';
import { SERVERLESS } from './joint-plan';

const DEPLOYMENT_CONFIG_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html';

/** Something that the service does not carry out. */
export interface Refusal {
  /** With the arithmetic. */
  readonly reason: string;
  /** The page that says so. */
  readonly source: string;
}

/** Why the service would not carry out a deployment config on this fleet; nothing if it would. */
export function refusals(config: DeploymentConfig, variants: readonly DeclaredVariant[], plan: RolloutPlan): Refusal[] {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config;
  if (blueGreen && rolling) {
    return [{ reason: 'there are both a BlueGreenUpdatePolicy and a RollingUpdatePolicy, one is allowed; leave one out', source: DEPLOYMENT_CONFIG_PAGE }];
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

/** A guarded update keeps the names of the variants. */
export function renamedVariants(before: readonly DeclaredVariant[], after: readonly DeclaredVariant[]): Refusal[] {
  const [had, has] = [before, after].map((variants) => variants.map(({ variantName }) => `'${variantName}'`).sort().join(', '));
  return had === has ? [] : [{
    reason: `the variants would be ${has}, but the endpoint has ${had}; keep their names, or give the new ones another endpoint`,
    source: EXCLUSIONS_PAGE,
  }];
}

function sizeFaults(size: CapacitySizeConfig | undefined, limit: Limit, variants: readonly DeclaredVariant[]): Refusal[] {
  if (size === undefined) {
    return [{ reason: `${limit.name} is missing, ${limit.min} % to ${limit.max} % is needed`, source: limit.source }];
  }
  if (size.Type === 'CAPACITY_PERCENT' && (size.Value < limit.min || size.Value > limit.max)) {
    return outside(size.Value, limit);
  }
  return variants.filter(({ instanceType }) => instanceType !== SERVERLESS).flatMap(({ variantName, instances }) => {
    // A percentage stands for one instance at least, and of one instance that is all.
    const count = size.Type === 'INSTANCE_COUNT' ? size.Value : 1;
    const share = percentOf(count, instances);
    const wrong = size.Type === 'INSTANCE_COUNT' ? share < limit.min || share > limit.max : instances === 1 && share > limit.max;
    return wrong ? [{
      reason: `${limit.name} is ${count} of ${instances} instance${instances === 1 ? '' : 's'} (${Math.round(share * 10) / 10} %) of variant '${variantName}', `
        + `${limit.min} % to ${limit.max} % is allowed`,
      source: limit.source,
    }] : [];
  });
}

function outside(value: number | undefined, { name, min, max, unit, source }: Limit): Refusal[] {
  return value !== undefined && (value < min || value > max) ? [{ reason: `${name} is ${value}, ${min} to ${max} ${unit} is allowed`, source }] : [];
}

function manyVariants(variants: readonly DeclaredVariant[]): Refusal[] {
  const serverless = variants.some(({ instanceType }) => instanceType === SERVERLESS);
  return [
    ...(variants.length > 1 ? [`a rolling update of ${variants.length} production variants is not supported, 1 is`] : []),
    ...(serverless ? ['a rolling update of a serverless variant is not supported'] : []),
  ].map((reason) => ({ reason, source: EXCLUSIONS_PAGE }));
}

function timeoutWithinWaits(plan: RolloutPlan): Refusal[] {
  const { maximumExecutionTimeoutSeconds: timeout } = plan;
  const waits = plan.steps.map(({ bakeSeconds }) => bakeSeconds);
  const total = totalBakeSeconds(plan);
  return timeout !== undefined && timeout <= total ? [{
    reason: `MaximumExecutionTimeoutInSeconds is ${timeout}, more than the waits together is needed, which are ${waits.join(' + ')} = ${total} seconds`,
    source: LIMITS.maximumExecutionTimeout.source,
  }] : [];
}

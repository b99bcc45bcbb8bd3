import { instancesOf } from './capacity';
import type { BlueGreenUpdatePolicy, CapacitySizeConfig, DeploymentConfig, RollingUpdatePolicy } from './deployment-config';
import { sum } from './sum';

/**
 * What one deployment config asks for on one fleet: nominal steps and waits.
 *
 * The plan knows nothing of launch times, alarms or failures; what really happens is the service's affair.
 */
export interface RolloutPlan {
  readonly strategy: 'ALL_AT_ONCE' | 'CANARY' | 'LINEAR' | 'ROLLING';
  /** Instances of the blue fleet, and of the green fleet once the update is done. */
  readonly fleetSize: number;
  readonly steps: readonly RolloutStep[];
  /** Instances at work at the same time, at most. */
  readonly peakInstances: number;
  /** When the service gives up, in seconds from the start; none given means the service's own limit. */
  readonly maximumExecutionTimeoutSeconds?: number;
  /** Instances taken back at a time in a rollback: the whole fleet, except where a rolling update says otherwise. */
  readonly rollbackBatchInstances: number;
}

/** One shift of traffic and the bake that follows it. */
export interface RolloutStep {
  /** Green instances that take traffic from this step on. */
  readonly greenInstances: number;
  /** Green's share of the traffic from this step on, 0 to 1. */
  readonly greenShare: number;
  /** Green instances that must be launched before this step can shift traffic. */
  readonly launchInstances: number;
  /** Blue instances terminated after this step's bake. */
  readonly terminateInstances: number;
  /** How long alarms are watched before the next step. */
  readonly bakeSeconds: number;
  /** The API field the bake comes from. */
  readonly bakeField: 'WaitIntervalInSeconds' | 'TerminationWaitInSeconds';
}

/** The time a fleet is assumed to need to launch when nothing better is known: the upper end of what users report. */
export const PROVISIONING_ALLOWANCE_SECONDS = 15 * 60;

/** Without an update policy the service updates blue/green, all at once. */
const DEFAULT_POLICY: BlueGreenUpdatePolicy = {
  TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 },
};

/** The steps that a deployment config produces on a fleet of this size. */
export function planRollout(config: DeploymentConfig | undefined, fleetSize: number): RolloutPlan {
  if (config?.RollingUpdatePolicy) {
    return rollingPlan(config.RollingUpdatePolicy, fleetSize);
  }
  return blueGreenPlan(config?.BlueGreenUpdatePolicy ?? DEFAULT_POLICY, fleetSize);
}

/** All the waits of a plan together, in seconds. */
export function totalBakeSeconds(plan: RolloutPlan): number {
  return sum(plan.steps.map((step) => step.bakeSeconds));
}

/**
 * How long an update may take in seconds, if every launch takes `provisioningSeconds` and the last bake ends in a rollback.
 *
 * Going back is immediate while the blue fleet is there; a rolling update has to launch it again, batch by batch.
 */
export function worstCaseSeconds(plan: RolloutPlan, provisioningSeconds: number = PROVISIONING_ALLOWANCE_SECONDS): number {
  const launches = plan.steps.filter((step) => step.launchInstances > 0).length;
  const relaunches = plan.strategy === 'ROLLING' ? Math.ceil(plan.fleetSize / plan.rollbackBatchInstances) : 0;
  return (launches + relaunches) * provisioningSeconds + totalBakeSeconds(plan);
}

function blueGreenPlan(policy: BlueGreenUpdatePolicy, fleetSize: number): RolloutPlan {
  const routing = policy.TrafficRoutingConfiguration;
  const shifts = greenInstancesPerStep(routing.Type, routing.CanarySize ?? routing.LinearStepSize, fleetSize);
  const last = shifts.length - 1;
  return {
    strategy: routing.Type,
    fleetSize,
    steps: shifts.map((greenInstances, index) => ({
      greenInstances,
      greenShare: greenInstances / fleetSize,
      // The green fleet is provisioned in full before any traffic shifts.
      // https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html
      launchInstances: index === 0 ? fleetSize : 0,
      terminateInstances: index === last ? fleetSize : 0,
      // The final bake is the termination wait: all traffic is on green, and blue is there to go back to.
      bakeSeconds: index === last ? policy.TerminationWaitInSeconds ?? 0 : routing.WaitIntervalInSeconds,
      bakeField: index === last ? 'TerminationWaitInSeconds' : 'WaitIntervalInSeconds',
    })),
    peakInstances: 2 * fleetSize,
    maximumExecutionTimeoutSeconds: policy.MaximumExecutionTimeoutInSeconds,
    rollbackBatchInstances: fleetSize,
  };
}

function rollingPlan(policy: RollingUpdatePolicy, fleetSize: number): RolloutPlan {
  const shifts = multiplesUpTo(instancesOf(policy.MaximumBatchSize, fleetSize), fleetSize);
  const batches = shifts.map((greenInstances, index) => greenInstances - (shifts[index - 1] ?? 0));
  return {
    strategy: 'ROLLING',
    fleetSize,
    steps: shifts.map((greenInstances, index) => ({
      greenInstances,
      greenShare: greenInstances / fleetSize,
      launchInstances: batches[index],
      terminateInstances: batches[index],
      bakeSeconds: policy.WaitIntervalInSeconds,
      bakeField: 'WaitIntervalInSeconds',
    })),
    peakInstances: fleetSize + batches[0],
    maximumExecutionTimeoutSeconds: policy.MaximumExecutionTimeoutInSeconds,
    rollbackBatchInstances: policy.RollbackMaximumBatchSize ? instancesOf(policy.RollbackMaximumBatchSize, fleetSize) : fleetSize,
  };
}

function greenInstancesPerStep(type: RolloutPlan['strategy'], size: CapacitySizeConfig | undefined, fleetSize: number): number[] {
  if (type === 'ALL_AT_ONCE' || size === undefined) {
    return [fleetSize];
  }
  const first = instancesOf(size, fleetSize);
  return type === 'LINEAR' ? multiplesUpTo(first, fleetSize) : [...new Set([first, fleetSize])];
}

/** `step`, `2 * step`, ... and at last `total` itself. */
function multiplesUpTo(step: number, total: number): number[] {
  return Array.from({ length: Math.ceil(total / step) }, (_, index) => Math.min(total, (index + 1) * step));
}

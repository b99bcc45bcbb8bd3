import type { Clock, Timer } from './clock';
import type { Endpoint } from './endpoint';
import type { VariantPlan } from './fleet-plan';
import type { Journal } from './journal';
import { launchOf, type LaunchWorld } from './launch';
import { noteShares, noteStep } from './update-journal';
import { instancesForShare } from '../rollout/capacity';

/** What a rollback needs of the world. */
export interface RollbackWorld extends LaunchWorld {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly traffic: { settle(endpoint: Endpoint): void };
}

export interface Rollback {
  readonly world: RollbackWorld;
  readonly endpoint: Endpoint;
  readonly variant: VariantPlan;
  /** Green's share of the variant's traffic, to be read and set. */
  readonly greenShare: { get(): number; set(share: number): void };
  /** All blue instances are there again. */
  readonly done: () => void;
  /** A batch of them never became healthy. */
  readonly failed: (cause: string) => void;
}

/**
 * Takes a rolling update back once blue instances have been terminated: launches them again in batches, each taking its
 * share of the traffic when it is healthy.
 *
 * Documented: the batches, and that without a size for them all go back at once.
 * Chosen: blue instances that were not terminated yet take their traffic back before anything is launched, and there is
 * no bake between batches.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export function returnInBatches(rollback: Rollback): Timer {
  takeBack(rollback, 0);
  return launchNext(rollback);
}

function launchNext(rollback: Rollback): Timer {
  const { world, endpoint, variant: { blue, blueInstances } } = rollback;
  const instances = Math.min(batchOf(rollback.variant), blueInstances - blue.instances);
  const { seconds, failure } = launchOf(world, endpoint.fleet.config, [blue]);
  const name = endpoint.fleet.config.name;
  blue.launching = instances;
  blue.status = { Status: 'Updating', StatusMessage: `Launching ${instances} instance(s) again.`, StartTime: world.clock.now };
  noteStep(world, endpoint, {
    step: 'Provisioning', endpointConfigName: name, instances, seconds, message: `launching ${instances} instance(s) of '${name}' again`,
  });
  return world.clock.after(seconds, () => {
    blue.launching = 0;
    if (failure !== undefined) {
      rollback.failed(failure);
    } else if (blue.instances + instances >= blueInstances) {
      world.traffic.settle(endpoint);
      blue.instances = blueInstances;
      rollback.done();
    } else {
      takeBack(rollback, instances);
      launchNext(rollback);
    }
  });
}

/** Blue gets the traffic that its instances can take; green keeps the instances for the rest. */
function takeBack({ world, endpoint, variant: { blue, green, blueInstances }, greenShare }: Rollback, launched: number): void {
  world.traffic.settle(endpoint);
  blue.instances += launched;
  const share = Math.min(greenShare.get(), 1 - blue.instances / blueInstances);
  greenShare.set(share);
  green.instances = Math.min(green.instances, instancesForShare(share, green.desiredInstances));
  noteShares(world, endpoint);
}

/** The size is for the green fleet's count; where blue had another one, the same part of it goes back at a time. */
function batchOf({ plan, blueInstances }: VariantPlan): number {
  return instancesForShare(plan.rollbackBatchInstances / plan.fleetSize, blueInstances);
}

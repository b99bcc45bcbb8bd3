import type { VariantFleet } from './fleet';
import type { World } from './world';

export interface Return {
  readonly world: World;
  readonly blue: VariantFleet;
  /** How many instances the blue fleet had. */
  readonly blueInstances: number;
  /** How many are launched again at a time. */
  readonly batch: number;
  readonly launching: (instances: number, seconds: number) => void;
  /** Makes a change to the blue fleet and gives it the traffic that its instances can take. */
  readonly shift: (change: () => void) => void;
  readonly done: () => void;
}

/**
 * Takes a rolling update back: launches blue again in batches, each taking its share of the traffic when it is healthy.
 *
 * Documented: the batches, and that without a size for them all goes back at once.
 * Chosen: blue instances that were not terminated yet take their traffic back before anything is launched, and there is
 * no bake between batches.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export function returnInBatches(back: Return): void {
  back.shift(() => undefined);
  launchNext(back);
}

function launchNext(back: Return): void {
  const instances = Math.min(back.batch, back.blueInstances - back.blue.instances);
  const seconds = back.world.settings.provisioningSeconds;
  back.launching(instances, seconds);
  back.world.clock.after(seconds, () => {
    if (back.blue.instances + instances >= back.blueInstances) {
      back.blue.instances = back.blueInstances;
      back.done();
    } else {
      back.shift(() => { back.blue.instances += instances; });
      launchNext(back);
    }
  });
}

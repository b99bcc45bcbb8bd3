import type { RolloutPlan, RolloutStep } from '../rollout/plan';

export interface Bake {
  readonly strategy: RolloutPlan['strategy'];
  readonly seconds: number;
  readonly field: RolloutStep['bakeField'];
  /** Instances of the variant's green fleet that take traffic, and how many there will be. */
  readonly instances: number;
  readonly of: number;
}

/**
 * A baking variant's status message.
 *
 * Documented: the form, by one example for a canary. Inferred: how it reads for the other strategies.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function bakingMessage({ strategy, seconds, field, instances, of }: Bake): string {
  return `Baking for ${seconds} seconds (${field}) with traffic enabled on ${capacity(strategy, instances === of)} capacity of ${instances} instance(s).`;
}

function capacity(strategy: Bake['strategy'], full: boolean): string {
  if (full) {
    return 'full';
  }
  return { ALL_AT_ONCE: 'full', CANARY: 'canary', LINEAR: 'linear', ROLLING: 'rolling' }[strategy];
}

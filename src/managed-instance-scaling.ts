import type { Duration } from 'aws-cdk-lib';

/** Which instances managed instance scaling takes away. */
export enum ScaleInStrategy {
  /** Those without a copy of an inference component. */
  IDLE_RELEASE = 'IDLE_RELEASE',

  /** Also those whose copies fit on fewer instances. */
  CONSOLIDATION = 'CONSOLIDATION',
}

/** How managed instance scaling takes instances away. */
export interface ScaleInPolicy {
  /** Which instances it takes away. */
  readonly strategy: ScaleInStrategy;

  /**
   * How many instances consolidation takes away at a time, from 1 to 100.
   *
   * @default 1, by the service
   */
  readonly maximumStepSize?: number;

  /**
   * How long after anything was done to the endpoint consolidation begins, from 5 minutes to a day.
   *
   * @default Duration.minutes(20), by the service
   */
  readonly cooldown?: Duration;
}

/** How far the service itself scales a variant's instances, for inference components. */
export interface ManagedInstanceScaling {
  /**
   * The fewest instances, at least 0.
   *
   * @default - the service's own
   */
  readonly minInstanceCount?: number;

  /**
   * The most instances, at least 1.
   *
   * @default - the service's own
   */
  readonly maxInstanceCount?: number;

  /**
   * How instances are taken away.
   *
   * @default - the service's own
   */
  readonly scaleInPolicy?: ScaleInPolicy;
}

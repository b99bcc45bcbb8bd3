import type { Duration } from 'aws-cdk-lib';

/** Which instances managed instance scaling removes. */
export enum ScaleInStrategy {
  /** Instances without a copy of an inference component. */
  IDLE_RELEASE = 'IDLE_RELEASE',

  /** Also instances whose copies would fit on fewer instances. */
  CONSOLIDATION = 'CONSOLIDATION',
}

/** How managed instance scaling removes instances. */
export interface ScaleInPolicy {
  /** Which instances are removed. */
  readonly strategy: ScaleInStrategy;

  /**
   * How many instances consolidation removes at a time, from 1 to 100.
   *
   * @default 1, by the service
   */
  readonly maximumStepSize?: number;

  /**
   * How long consolidation waits after any change to the endpoint, from 5 minutes to a day.
   *
   * @default Duration.minutes(20), by the service
   */
  readonly cooldown?: Duration;
}

/** The limits within which the service itself scales a variant's instances, for inference components. */
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
   * How instances are removed.
   *
   * @default - the service's own
   */
  readonly scaleInPolicy?: ScaleInPolicy;
}

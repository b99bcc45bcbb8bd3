import { Duration } from 'aws-cdk-lib';
import { CapacitySize } from './capacity-size';
import { checkShare } from './private/capacity-share';
import { executionTimeout } from './private/execution-timeout';
import type { Faults } from './private/faults';
import type { VariantFleet } from './private/fleet';
import { seconds } from './private/seconds';
import type { DeploymentConfig, TrafficRoutingConfiguration } from './rollout/deployment-config';
import { EXCLUSIONS_PAGE, LIMITS, type Limit } from './rollout/limits';

/** Options of every strategy. Values that are tokens are not checked. */
export interface UpdateOptions {
  /**
   * How long each step is observed before the next one.
   *
   * A guardrail that goes off in this time rolls the update back. Keep it longer than any guardrail needs to go off.
   * Between 0 and 60 minutes, in whole seconds. Where there are several steps it is the wait between them
   * (`WaitIntervalInSeconds`); an update of all at once has one bake, which is its `TerminationWaitInSeconds`.
   *
   * @default Duration.minutes(5)
   */
  readonly bakingPeriod?: Duration;

  /**
   * When the service gives up on the update (`MaximumExecutionTimeoutInSeconds`).
   *
   * Between 10 minutes and 8 hours, and longer than the sum of all waits. Beyond 55 minutes, CloudFormation waits with a wait condition, because
   * a custom resource must answer within an hour.
   *
   * @default - the plan's worst case, with 15 minutes for each launch of instances, or more if a variant's own timeouts allow more, and at least 10
   * minutes; 55 minutes if the number of instances is a token
   */
  readonly maximumExecutionTimeout?: Duration;
}

/** Options of an all-at-once update. */
export interface AllAtOnceOptions extends UpdateOptions {}

/** Options of an update that shifts traffic to a complete new fleet in steps. */
export interface BlueGreenOptions extends UpdateOptions {
  /**
   * How long the blue fleet is kept once all traffic is on the green one (`TerminationWaitInSeconds`).
   *
   * This is the final bake: guardrails still roll the update back, at once. Between 0 and 60 minutes, in whole seconds.
   *
   * @default Duration.minutes(2)
   */
  readonly terminationWait?: Duration;
}

/** Options of a canary. */
export interface CanaryOptions extends BlueGreenOptions {
  /**
   * How much of the green fleet takes traffic first (`CanarySize`).
   *
   * At most 50 % of the instances of every variant, so that a variant needs two instances at least.
   *
   * @default CapacitySize.percent(10)
   */
  readonly size?: CapacitySize;
}

/** Options of a linear update. */
export interface LinearOptions extends BlueGreenOptions {
  /**
   * How much of the green fleet takes traffic at each step (`LinearStepSize`).
   *
   * From 10 % to 50 % of the instances of every variant.
   *
   * @default CapacitySize.percent(20)
   */
  readonly stepSize?: CapacitySize;
}

/** Options of a rolling update. */
export interface RollingOptions extends UpdateOptions {
  /**
   * How many instances are replaced at a time (`MaximumBatchSize`).
   *
   * From 5 % to 50 % of the instances of the variant.
   *
   * @default CapacitySize.percent(20)
   */
  readonly batchSize?: CapacitySize;

  /**
   * How many instances are rolled back at a time (`RollbackMaximumBatchSize`).
   *
   * @default - the whole fleet at once
   */
  readonly rollbackBatchSize?: CapacitySize;
}

/**
 * How an update replaces the blue (old) fleet with the green (new) fleet.
 *
 * The first deployment of an endpoint has no blue fleet, so no strategy applies to it. With Inf1 instances or containers from AWS
 * Marketplace, the service ignores the strategy and shifts all traffic at once.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html
 * @example
 * // One instance takes traffic for ten minutes; then the others follow.
 * DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(10) });
 *
 * // A quarter of the traffic at a time, five minutes apart.
 * DeploymentStrategy.linear({ stepSize: CapacitySize.percent(25) });
 *
 * // A fifth of the instances at a time, if there is no room for a second fleet.
 * DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(20) });
 *
 * // All traffic in one step.
 * DeploymentStrategy.allAtOnce();
 */
export abstract class DeploymentStrategy {
  /** All traffic goes to the green fleet in one step; the blue fleet is kept for one baking period. */
  public static allAtOnce(options: AllAtOnceOptions = {}): DeploymentStrategy {
    return new BlueGreen('ALL_AT_ONCE', {
      terminationWait: options.bakingPeriod ?? DEFAULT_BAKING_PERIOD,
      // Nothing comes between steps where there is one, but the API requires the field.
      bakingPeriod: Duration.seconds(0),
      maximumExecutionTimeout: options.maximumExecutionTimeout,
    }, 'bakingPeriod');
  }

  /** A part of the green fleet takes its share of the traffic and is observed; then the rest follows. */
  public static canary(options: CanaryOptions = {}): DeploymentStrategy {
    const size = options.size ?? CapacitySize.percent(10);
    return new BlueGreen('CANARY', options, 'terminationWait', { what: 'canary size', field: 'CanarySize', size, limit: LIMITS.canarySize });
  }

  /** Traffic moves to the green fleet in equal steps, each of which is observed. */
  public static linear(options: LinearOptions = {}): DeploymentStrategy {
    const size = options.stepSize ?? CapacitySize.percent(20);
    const step = { what: 'linear step size', field: 'LinearStepSize', size, limit: LIMITS.linearStepSize } as const;
    return new BlueGreen('LINEAR', options, 'terminationWait', step);
  }

  /**
   * Instances are replaced in batches, for fleets that are too expensive to run twice.
   *
   * For one production variant only; the service does not support several.
   */
  public static rolling(options: RollingOptions = {}): DeploymentStrategy {
    return new Rolling(options);
  }

  /**
   * The update policy for these variants; what is wrong with it goes to `faults`.
   *
   * @internal
   */
  public abstract _render(fleet: readonly VariantFleet[], faults: Faults): DeploymentConfig;
}

const DEFAULT_BAKING_PERIOD = Duration.minutes(5);
const DEFAULT_TERMINATION_WAIT = Duration.minutes(2);

interface Step {
  readonly what: string;
  readonly field: 'CanarySize' | 'LinearStepSize';
  readonly size: CapacitySize;
  readonly limit: Limit;
}

class BlueGreen extends DeploymentStrategy {
  constructor(
    private readonly routing: TrafficRoutingConfiguration['Type'],
    private readonly options: BlueGreenOptions,
    /** What the user calls the termination wait. */
    private readonly finalBake: string,
    private readonly step?: Step,
  ) {
    super();
  }

  /** @internal */
  public _render(fleet: readonly VariantFleet[], faults: Faults): DeploymentConfig {
    const { bakingPeriod = DEFAULT_BAKING_PERIOD, terminationWait = DEFAULT_TERMINATION_WAIT, maximumExecutionTimeout } = this.options;
    const policy = {
      TrafficRoutingConfiguration: {
        Type: this.routing,
        WaitIntervalInSeconds: seconds(faults, 'bakingPeriod', bakingPeriod, LIMITS.waitInterval),
        ...(this.step && { [this.step.field]: this.step.size._render() }),
      },
      TerminationWaitInSeconds: seconds(faults, this.finalBake, terminationWait, LIMITS.terminationWait),
    };
    if (this.step) {
      checkShare(faults, { ...this.step, size: this.step.size._render() }, fleet);
    }
    const MaximumExecutionTimeoutInSeconds = executionTimeout(faults, { BlueGreenUpdatePolicy: policy }, fleet, maximumExecutionTimeout);
    return { BlueGreenUpdatePolicy: { ...policy, MaximumExecutionTimeoutInSeconds } };
  }
}

class Rolling extends DeploymentStrategy {
  constructor(private readonly options: RollingOptions) {
    super();
  }

  /** @internal */
  public _render(fleet: readonly VariantFleet[], faults: Faults): DeploymentConfig {
    const { batchSize = CapacitySize.percent(20), rollbackBatchSize, bakingPeriod = DEFAULT_BAKING_PERIOD } = this.options;
    const policy = {
      MaximumBatchSize: batchSize._render(),
      WaitIntervalInSeconds: seconds(faults, 'bakingPeriod', bakingPeriod, LIMITS.rollingWaitInterval),
      ...(rollbackBatchSize && { RollbackMaximumBatchSize: rollbackBatchSize._render() }),
    };
    if (fleet.length > 1) {
      faults.add(`a rolling update of ${fleet.length} production variants is not supported by the service (${EXCLUSIONS_PAGE}); `
        + 'use DeploymentStrategy.canary() or an endpoint for each variant');
    }
    checkShare(faults, { what: 'batch size', size: policy.MaximumBatchSize, limit: LIMITS.maximumBatchSize }, fleet);
    if (policy.RollbackMaximumBatchSize) {
      const [size, limit] = [policy.RollbackMaximumBatchSize, LIMITS.rollbackMaximumBatchSize];
      checkShare(faults, { what: 'rollback batch size', size, limit }, fleet);
    }
    const MaximumExecutionTimeoutInSeconds = executionTimeout(faults, { RollingUpdatePolicy: policy }, fleet, this.options.maximumExecutionTimeout);
    return { RollingUpdatePolicy: { ...policy, MaximumExecutionTimeoutInSeconds } };
  }
}

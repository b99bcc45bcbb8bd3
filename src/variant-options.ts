import type { aws_sagemaker as sagemaker, Duration, Size } from 'aws-cdk-lib';
import type { CoreDump } from './core-dump';
import type { ManagedInstanceScaling } from './managed-instance-scaling';
import type { PrefixAwareRouting, RoutingStrategy } from './routing';

/** Properties of every variant of an endpoint. Values that are tokens are not checked. */
export interface VariantOptions {
  /** The model: a `Model` of this package, one of aws-cdk-lib, or any other construct that has a `modelRef`. */
  readonly model: sagemaker.IModelRef;

  /** The type of instance, such as `ml.m5.xlarge`. */
  readonly instanceType: string;

  /**
   * Up to four more types, in the order in which they are tried if there is no capacity for `instanceType` (`InstancePools`).
   *
   * @default - none; an update fails if there is no capacity
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-heterogeneous.html
   */
  readonly fallbackInstanceTypes?: string[];

  /**
   * Models for some of these types, such as one that is compiled for them (`ModelNameOverride`): by the type, which is `instanceType` or one of
   * `fallbackInstanceTypes`. Needs `fallbackInstanceTypes`.
   *
   * @default - `model` on all of them
   */
  readonly modelsByInstanceType?: { [instanceType: string]: sagemaker.IModelRef };

  /**
   * For how long these types are tried (`VariantInstanceProvisionTimeoutInSeconds`), from 5 minutes to an hour.
   *
   * @default - the service's own
   */
  readonly instanceProvisionTimeout?: Duration;

  /**
   * The variant's name: up to 63 letters, digits and hyphens.
   *
   * The service guards an update only where the new variants have the names of the old ones, so do not name it after a version.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;

  /**
   * The number of instances, at least 1.
   *
   * If the variant is autoscaled, updates keep the current number of instances instead.
   *
   * @default 2, the smallest fleet that can be split
   */
  readonly initialInstanceCount?: number;

  /**
   * How requests are distributed over the instances.
   *
   * @default RoutingStrategy.RANDOM, by the service
   */
  readonly routingStrategy?: RoutingStrategy;

  /**
   * What counts as the prefix of a request. Goes with `RoutingStrategy.PREFIX_AWARE`.
   *
   * @default - none, for the other strategies
   */
  readonly prefixAwareRouting?: PrefixAwareRouting;

  /**
   * The storage of each instance (`VolumeSizeInGB`), from 1 to 512 GiB. Not for types that have their own.
   *
   * @default - the service's own
   */
  readonly volumeSize?: Size;

  /**
   * How long an instance may take to download the model data, from 1 minute to an hour.
   *
   * @default - the service's own
   */
  readonly modelDataDownloadTimeout?: Duration;

  /**
   * How long a container may take to pass its first health check, from 1 minute to an hour.
   *
   * @default - the service's own
   */
  readonly containerStartupHealthCheckTimeout?: Duration;

  /**
   * The machine image of the instances, such as `al2-ami-sagemaker-inference-gpu-2`.
   *
   * @default - the service's own
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
   */
  readonly inferenceAmiVersion?: string;

  /**
   * Lets the service scale the instances, which it does for inference components only: it refuses an endpoint config in which a variant with
   * a model has this. `endpoint.variant(name).autoScaleInstanceCount()` scales such variants.
   *
   * @default - it does not
   * @see https://github.com/hashicorp/terraform-provider-aws/pull/45926
   */
  readonly managedInstanceScaling?: ManagedInstanceScaling;

  /**
   * The ARN of a capacity reservation: instances are launched in it, and nowhere else (`CapacityReservationConfig`).
   *
   * An update needs room in it for both fleets; a rolling update for the fleet and one batch.
   *
   * @default - no reservation
   */
  readonly capacityReservationArn?: string;

  /**
   * Whether you can log in to the containers through AWS Systems Manager (`EnableSSMAccess`).
   *
   * @default false
   */
  readonly ssmAccess?: boolean;

  /**
   * Stores a core dump of a container that crashes.
   *
   * @default - no core dumps
   */
  readonly coreDump?: CoreDump;
}

/** A production variant: a model and the instances that serve it. */
export interface ProductionVariantProps extends VariantOptions {
  /**
   * The variant's share of the traffic, relative to the weights of the others. With 0 it receives none.
   *
   * @default 1
   */
  readonly initialVariantWeight?: number;
}

/** A shadow variant: it receives copies of the requests to the production variant, and its responses are discarded. */
export interface ShadowVariantProps extends VariantOptions {
  /**
   * The share of the requests that are copied, in percent. More than 0, at most 100.
   *
   * Rendered as a weight relative to the production variant's.
   *
   * @default 100
   */
  readonly samplingPercent?: number;
}

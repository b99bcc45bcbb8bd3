import { aws_applicationautoscaling as appscaling, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';

/** Options for scaling on the requests per instance. */
export interface InvocationsScalingProps extends appscaling.BaseTargetTrackingProps {
  /** The target: requests per minute and instance, on average (`SageMakerVariantInvocationsPerInstance`). */
  readonly targetInvocationsPerInstance: number;
}

/** Options for scaling on concurrent requests. */
export interface ConcurrencyScalingProps extends appscaling.BaseTargetTrackingProps {
  /**
   * The target: concurrent requests per model, on average (`SageMakerVariantConcurrentRequestsPerModelHighResolution`), published every ten
   * seconds.
   */
  readonly targetConcurrentRequestsPerModel: number;
}

/** Options for scaling that keeps a metric at a value. */
export interface MetricTrackingProps extends appscaling.BaseTargetTrackingProps {
  /** The metric. It has to be a value per instance, which falls as instances are added. */
  readonly metric: cloudwatch.IMetric;

  /** The target value, in the metric's own unit. */
  readonly targetValue: number;
}

/**
 * A variant's number of instances, scaled by Application Auto Scaling.
 *
 * Updates keep the current number of instances.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html
 * @example
 * const instances = endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 12 });
 * instances.scaleOnInvocations('Requests', { targetInvocationsPerInstance: 600 });
 * instances.scaleOnSchedule('Morning', { schedule: appscaling.Schedule.cron({ hour: '6', minute: '30' }), minCapacity: 6 });
 */
export class ScalableInstanceCount extends appscaling.BaseScalableAttribute {
  /** Keeps the requests per instance at a target value. */
  public scaleOnInvocations(id: string, props: InvocationsScalingProps): void {
    const { targetInvocationsPerInstance, ...options } = props;
    this.doScaleToTrackMetric(id, {
      ...options,
      predefinedMetric: appscaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE,
      targetValue: targetInvocationsPerInstance,
    });
  }

  /** Keeps the concurrent requests per model at a target value, for models that take long to answer. */
  public scaleOnConcurrency(id: string, props: ConcurrencyScalingProps): void {
    const { targetConcurrentRequestsPerModel, ...options } = props;
    this.doScaleToTrackMetric(id, {
      ...options,
      predefinedMetric: appscaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION,
      targetValue: targetConcurrentRequestsPerModel,
    });
  }

  /** Keeps any metric at a target value. */
  public scaleToTrackMetric(id: string, props: MetricTrackingProps): void {
    const { metric, ...options } = props;
    this.doScaleToTrackMetric(id, { ...options, customMetric: metric });
  }

  /** Scales in steps, depending on how far a metric is from its target. */
  public scaleOnMetric(id: string, props: appscaling.BasicStepScalingPolicyProps): void {
    this.doScaleOnMetric(id, props);
  }

  /** Scales by schedule. */
  public scaleOnSchedule(id: string, props: appscaling.ScalingSchedule): void {
    this.doScaleOnSchedule(id, props);
  }
}

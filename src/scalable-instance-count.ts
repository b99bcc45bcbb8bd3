import { aws_applicationautoscaling as appscaling, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';

/** Options of scaling on the requests that each instance gets. */
export interface InvocationsScalingProps extends appscaling.BaseTargetTrackingProps {
  /** The requests a minute that each instance is to get on average (`SageMakerVariantInvocationsPerInstance`). */
  readonly targetInvocationsPerInstance: number;
}

/** Options of scaling on the requests that each model works on at the same time. */
export interface ConcurrencyScalingProps extends appscaling.BaseTargetTrackingProps {
  /**
   * The requests under way that each model is to have on average (`SageMakerVariantConcurrentRequestsPerModelHighResolution`), published every
   * ten seconds.
   */
  readonly targetConcurrentRequestsPerModel: number;
}

/** Options of scaling to keep a metric at a value. */
export interface MetricTrackingProps extends appscaling.BaseTargetTrackingProps {
  /** The metric, of one value for each instance: it has to fall as instances are added. */
  readonly metric: cloudwatch.IMetric;

  /** The value to keep it at, in the metric's own unit. */
  readonly targetValue: number;
}

/**
 * A variant's number of instances, scaled by Application Auto Scaling.
 *
 * Updates keep the number that scaling has arrived at.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html
 * @example
 * const instances = endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 12 });
 * instances.scaleOnInvocations('Requests', { targetInvocationsPerInstance: 600 });
 * instances.scaleOnSchedule('Morning', { schedule: appscaling.Schedule.cron({ hour: '6', minute: '30' }), minCapacity: 6 });
 */
export class ScalableInstanceCount extends appscaling.BaseScalableAttribute {
  /** Scales to keep the requests that each instance gets at a number. */
  public scaleOnInvocations(id: string, props: InvocationsScalingProps): void {
    const { targetInvocationsPerInstance, ...options } = props;
    this.doScaleToTrackMetric(id, {
      ...options,
      predefinedMetric: appscaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE,
      targetValue: targetInvocationsPerInstance,
    });
  }

  /** Scales to keep the requests that each model works on at the same time at a number, for models that take long to answer. */
  public scaleOnConcurrency(id: string, props: ConcurrencyScalingProps): void {
    const { targetConcurrentRequestsPerModel, ...options } = props;
    this.doScaleToTrackMetric(id, {
      ...options,
      predefinedMetric: appscaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION,
      targetValue: targetConcurrentRequestsPerModel,
    });
  }

  /** Scales to keep any metric at a value. */
  public scaleToTrackMetric(id: string, props: MetricTrackingProps): void {
    const { metric, ...options } = props;
    this.doScaleToTrackMetric(id, { ...options, customMetric: metric });
  }

  /** Scales in steps, by how far a metric is from where it should be. */
  public scaleOnMetric(id: string, props: appscaling.BasicStepScalingPolicyProps): void {
    this.doScaleOnMetric(id, props);
  }

  /** Scales by the time of day. */
  public scaleOnSchedule(id: string, props: appscaling.ScalingSchedule): void {
    this.doScaleOnSchedule(id, props);
  }
}

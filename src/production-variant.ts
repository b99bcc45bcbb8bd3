import { aws_applicationautoscaling as appscaling, aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { AsyncVariantMetrics } from './async-variant-metrics';
import { ContainerMetrics } from './container-metrics';
import { MultiModelMetrics } from './multi-model-metrics';
import { scalableInstanceCount, type DeclaredVariant } from './private/scaling';
import { instanceMetric, whereItIs } from './private/variant-metric';
import type { ScalableInstanceCount } from './scalable-instance-count';
import { VariantMetrics } from './variant-metrics';

/**
 * A production variant of an endpoint, to scale it or to use its metrics. The metrics count the requests to all its fleets together.
 *
 * @example
 * const variant = endpoint.variant('AllTraffic');
 * variant.autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 12 }).scaleOnInvocations('Requests', { targetInvocationsPerInstance: 600 });
 * const latency = variant.greenFleet.metricModelLatency({ statistic: 'p90' });
 */
export class ProductionVariant extends VariantMetrics {
  /** @internal */
  public static _declared(declared: DeclaredVariant): ProductionVariant {
    return new ProductionVariant(declared);
  }

  /** The variant's name. */
  public readonly variantName: string;

  /**
   * The metrics of the fleet that this app deploys: the green fleet during an update, and the only one afterwards.
   *
   * They have data once this fleet receives traffic.
   */
  public readonly greenFleet: VariantMetrics;

  /** The metrics about the processing of its requests, for asynchronous endpoints. */
  public readonly asynchronous: AsyncVariantMetrics;

  /** The metrics of the loading of models, for multi-model endpoints (`ModelData.fromManyModels`). */
  public readonly multiModel: MultiModelMetrics;

  private readonly declared: DeclaredVariant;
  private scaled = false;

  private constructor(declared: DeclaredVariant) {
    const { variantName, rollout: { endpointName, endpointConfigName } } = declared;
    super(endpointName, variantName);
    this.declared = declared;
    this.variantName = variantName;
    this.asynchronous = AsyncVariantMetrics._of(declared.endpoint, { endpointName, variantName });
    this.multiModel = MultiModelMetrics._of(declared.endpoint, { endpointName, variantName });
    this.greenFleet = VariantMetrics.of(endpointName, variantName, endpointConfigName);
  }

  /**
   * Lets Application Auto Scaling change the number of instances. Updates keep the current number.
   *
   * Call a method of the result to say what to scale on. Fails for instance types that cannot be scaled (`ml.t2` and `ml.t3`), and if called twice.
   */
  public autoScaleInstanceCount(scaling: appscaling.EnableScalingProps): ScalableInstanceCount {
    if (this.scaled) {
      throw new Error(`variant '${this.variantName}' is autoscaled already; use what the first call of autoScaleInstanceCount returned`);
    }
    this.scaled = true;
    return scalableInstanceCount(this.declared, scaling);
  }

  /**
   * The metrics of one of several containers that are asked directly (`ModelSource.fromDirectContainers`).
   *
   * @param hostname the container's name
   */
  public container(hostname: string): ContainerMetrics {
    const { endpoint, variantName, rollout: { endpointName } } = this.declared;
    return ContainerMetrics._of(endpoint, { endpointName, variantName }, hostname);
  }

  /** A metric by its name. */
  public override metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return whereItIs(this.declared.endpoint, super.metric(metricName, options), options);
  }

  /** CPU utilization, in percent of a single vCPU (average over all instances). */
  public metricCpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('CPUUtilization', options);
  }

  /** Memory utilization, in percent (average over all instances). */
  public metricMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('MemoryUtilization', options);
  }

  /** GPU utilization, in percent of a single GPU (average over all instances). */
  public metricGpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('GPUUtilization', options);
  }

  /** GPU memory utilization, in percent of a single GPU's memory (average over all instances). */
  public metricGpuMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('GPUMemoryUtilization', options);
  }

  /** Disk utilization, in percent (average over all instances). */
  public metricDiskUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances('DiskUtilization', options);
  }

  /** A metric of the instances by its name, in the namespace `/aws/sagemaker/Endpoints` (average over all instances). */
  public metricInstances(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.instances(metricName, options);
  }

  /**
   * Whether its instances have GPUs, as far as their types tell.
   *
   * @internal
   */
  public _hasGpus(): boolean {
    return this.declared.instanceTypes.some((type) => /^ml\.(g|p)\d/.test(type));
  }

  private instances(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const source = { endpointName: this.declared.rollout.endpointName, variantName: this.variantName };
    const metric = instanceMetric(source, metricName, { statistic: cloudwatch.Stats.AVERAGE, period: Duration.minutes(1), ...options });
    return whereItIs(this.declared.endpoint, metric, options);
  }
}

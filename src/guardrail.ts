import type { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type {
  ErrorRateGuardrailOptions, ErrorRateIncreaseGuardrailOptions, InvocationsGuardrailOptions, LatencyGuardrailOptions, LatencyIncreaseGuardrailOptions,
  MetricGuardrailOptions, UtilizationGuardrailOptions,
} from './guardrail-options';
import type { Bind } from './private/endpoint-metric';
import type { Faults } from './private/faults';
import type { GuardrailAlarm, GuardrailContext } from './private/guardrail-alarm';
import { errorRateIncrease, latencyIncrease } from './private/increase-guardrails';
import { onMetric } from './private/metric-guardrail';
import { errorRate, invocationsPerInstance, latency } from './private/request-guardrails';
import { utilization } from './private/utilization-guardrail';

/**
 * An alarm that rolls an update back.
 *
 * When one of an endpoint's guardrails goes off while an update bakes, the service returns all traffic to the blue fleet. An alarm without
 * data does not go off: an update without traffic passes, and its alarms are in INSUFFICIENT_DATA, not OK.
 *
 * A guardrail can be used for several endpoints; each gets its own alarms. Values that are tokens are not checked.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 * @example
 * const guardrails = [
 *   Guardrail.serverErrorRate({ thresholdPercent: 1 }),
 *   Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 }),
 *   Guardrail.modelLatency({ threshold: Duration.millis(100), statistic: 'p99' }),
 *   Guardrail.cpuUtilization({ thresholdPercent: 320, evaluationPeriods: 3 }),
 * ];
 */
export abstract class Guardrail {
  /**
   * Too many requests fail with a 5XX status.
   *
   * `Invocation5XXErrors` is 0 or 1 for each request, so its average is the share of requests that failed.
   */
  public static serverErrorRate(options: ErrorRateGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRate('Guardrail.serverErrorRate', 'ServerErrorRate', 'Invocation5XXErrors', options));
  }

  /**
   * Too many requests are refused with a 4XX status.
   *
   * A broken model fails requests; a model whose schema has changed refuses them. Neither error rate sees the other.
   */
  public static clientErrorRate(options: ErrorRateGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRate('Guardrail.clientErrorRate', 'ClientErrorRate', 'Invocation4XXErrors', options));
  }

  /** Too many requests do not get a 2XX response from the model's container (`InvocationModelErrors`). */
  public static modelErrorRate(options: ErrorRateGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRate('Guardrail.modelErrorRate', 'ModelErrorRate', 'InvocationModelErrors', options));
  }

  /** The model takes too long to answer, as seen by SageMaker: including the network and the container (`ModelLatency`). */
  public static modelLatency(options: LatencyGuardrailOptions): Guardrail {
    return new BoundGuardrail(latency('Guardrail.modelLatency', 'ModelLatency', options));
  }

  /** For streamed responses: the model takes too long to send the first part (`FirstChunkModelLatency`). */
  public static firstChunkModelLatency(options: LatencyGuardrailOptions): Guardrail {
    return new BoundGuardrail(latency('Guardrail.firstChunkModelLatency', 'FirstChunkModelLatency', options));
  }

  /** SageMaker itself adds too much time to the model's (`OverheadLatency`). */
  public static overheadLatency(options: LatencyGuardrailOptions): Guardrail {
    return new BoundGuardrail(latency('Guardrail.overheadLatency', 'OverheadLatency', options));
  }

  /**
   * The green fleet fails more of its requests (5XX) than the blue fleet does at the same time.
   *
   * You do not need to know an absolute threshold, and a disturbance that affects both fleets rolls nothing back. It applies only while both
   * fleets receive requests, so not in the final bake, when all traffic is on the green fleet.
   */
  public static serverErrorRateIncrease(options: ErrorRateIncreaseGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRateIncrease('Guardrail.serverErrorRateIncrease', 'ServerErrorRateIncrease', 'Invocation5XXErrors', options));
  }

  /**
   * The green fleet refuses more of its requests (4XX) than the blue fleet does at the same time, as after a change of schema.
   *
   * Mistakes of callers affect both fleets and roll nothing back. It applies only while both fleets receive requests.
   */
  public static clientErrorRateIncrease(options: ErrorRateIncreaseGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRateIncrease('Guardrail.clientErrorRateIncrease', 'ClientErrorRateIncrease', 'Invocation4XXErrors', options));
  }

  /** The green fleet's model takes longer than the blue fleet's at the same time. It applies only while both fleets receive requests. */
  public static modelLatencyIncrease(options: LatencyIncreaseGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(latencyIncrease('Guardrail.modelLatencyIncrease', 'ModelLatency', options));
  }

  /** Instances receive more requests than they can handle (`InvocationsPerInstance`). */
  public static invocationsPerInstance(options: InvocationsGuardrailOptions): Guardrail {
    return new BoundGuardrail(invocationsPerInstance(options));
  }

  /** The CPUs of the instances are too busy, in percent of one vCPU (`CPUUtilization`). */
  public static cpuUtilization(options: UtilizationGuardrailOptions): Guardrail {
    return new BoundGuardrail(utilization('CPUUtilization', false, options));
  }

  /** The instances use too much of their memory (`MemoryUtilization`). */
  public static memoryUtilization(options: UtilizationGuardrailOptions): Guardrail {
    return new BoundGuardrail(utilization('MemoryUtilization', true, options));
  }

  /** The GPUs of the instances are too busy, in percent of one GPU (`GPUUtilization`). */
  public static gpuUtilization(options: UtilizationGuardrailOptions): Guardrail {
    return new BoundGuardrail(utilization('GPUUtilization', false, options));
  }

  /** The instances use too much of their GPUs' memory, in percent of that of one GPU (`GPUMemoryUtilization`). */
  public static gpuMemoryUtilization(options: UtilizationGuardrailOptions): Guardrail {
    return new BoundGuardrail(utilization('GPUMemoryUtilization', false, options));
  }

  /** The instances use too much of their disks (`DiskUtilization`). */
  public static diskUtilization(options: UtilizationGuardrailOptions): Guardrail {
    return new BoundGuardrail(utilization('DiskUtilization', true, options));
  }

  /**
   * A metric of your own, or a metric math expression.
   *
   * The metric is watched as it is. It sees the green fleet alone only if its dimensions do.
   *
   * @example
   * // Published by the application that calls the model.
   * const surprises = new cloudwatch.Metric({ namespace: 'Churn', metricName: 'Surprises', statistic: 'Average', period: Duration.minutes(1) });
   * Guardrail.fromMetric(surprises, { threshold: 0.2 });
   */
  public static fromMetric(metric: cloudwatch.IMetric, options: MetricGuardrailOptions): Guardrail {
    return new BoundGuardrail(onMetric(metric, options));
  }

  /**
   * An alarm that exists already, in this account and region.
   *
   * It must not refer to the endpoint's own ARN: the endpoint depends on its alarms, so the template would be circular.
   */
  public static fromAlarm(alarm: cloudwatch.IAlarmRef): Guardrail {
    return new BoundGuardrail(() => [{ existing: alarm }]);
  }

  /**
   * The alarms this guardrail means for an endpoint; what is wrong with it there goes to `faults`.
   *
   * @internal
   */
  public abstract _alarms(context: GuardrailContext, faults: Faults): GuardrailAlarm[];
}

class BoundGuardrail extends Guardrail {
  constructor(private readonly bind: Bind) {
    super();
  }

  /** @internal */
  public _alarms(context: GuardrailContext, faults: Faults): GuardrailAlarm[] {
    return this.bind(context, faults);
  }
}

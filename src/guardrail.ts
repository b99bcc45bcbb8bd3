import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { ErrorRateGuardrailOptions, LatencyGuardrailOptions, MetricGuardrailOptions } from './guardrail-options';
import { errorRate, latency, timingOf, type Bind } from './private/endpoint-metric';
import { Faults } from './private/faults';
import type { GuardrailAlarm, GuardrailContext } from './private/guardrail-alarm';

/**
 * An alarm that takes an update back.
 *
 * When one of an endpoint's guardrails goes off while an update is baking, the service returns all traffic to the blue fleet. An
 * alarm that has no data does not go off: an update without traffic passes, and its alarms say INSUFFICIENT_DATA, not OK.
 *
 * A guardrail can be used for several endpoints; each gets alarms of its own. Values that are tokens pass unchecked.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
export abstract class Guardrail {
  /**
   * Too many requests that the model or the service failed to answer (5XX).
   *
   * `Invocation5XXErrors` is 0 or 1 for each request, so its average is the share of requests that failed.
   */
  public static serverErrorRate(options: ErrorRateGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRate('Guardrail.serverErrorRate', 'ServerErrorRate', 'Invocation5XXErrors', options));
  }

  /**
   * Too many requests that were refused (4XX).
   *
   * A model whose schema has changed refuses what its callers send, where a broken one fails: the two error rates do not see each other.
   */
  public static clientErrorRate(options: ErrorRateGuardrailOptions = {}): Guardrail {
    return new BoundGuardrail(errorRate('Guardrail.clientErrorRate', 'ClientErrorRate', 'Invocation4XXErrors', options));
  }

  /** The model takes too long to answer, as SageMaker sees it: the network and the container included (`ModelLatency`). */
  public static modelLatency(options: LatencyGuardrailOptions): Guardrail {
    return new BoundGuardrail(latency('Guardrail.modelLatency', 'ModelLatency', options));
  }

  /** SageMaker itself adds too much to the model's time (`OverheadLatency`). */
  public static overheadLatency(options: LatencyGuardrailOptions): Guardrail {
    return new BoundGuardrail(latency('Guardrail.overheadLatency', 'OverheadLatency', options));
  }

  /**
   * A metric of one's own, or an expression of several.
   *
   * The metric is watched as it is: whether it tells the green fleet from the blue one is up to it.
   */
  public static fromMetric(metric: cloudwatch.IMetric, options: MetricGuardrailOptions): Guardrail {
    const config = metric.toMetricConfig();
    const period = config.metricStat?.period.toSeconds() ?? config.mathExpression?.period ?? 300;
    const faults = new Faults('Guardrail.fromMetric');
    const timing = timingOf(faults, period, options);
    if (Number.isNaN(options.threshold)) {
      faults.add('threshold is NaN, a number is needed');
    }
    const label = options.label ?? config.metricStat?.metricName ?? 'Metric';
    if (label === '' || label.length > MAXIMUM_LABEL_LENGTH) {
      faults.add(`label has ${label.length} characters, 1 to ${MAXIMUM_LABEL_LENGTH} are allowed, because it becomes part of the alarm's name; use label`);
    }
    faults.throwIfAny();
    const comparisonOperator = options.comparisonOperator ?? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD;
    return new BoundGuardrail(() => [{
      declared: {
        label, metric, timing, comparisonOperator, threshold: options.threshold, condition: `${label} is ${comparisonOperator} ${options.threshold}`,
      },
    }]);
  }

  /**
   * An alarm that is there already, of this account and region.
   *
   * Give it no dimension that refers to the endpoint's own ARN: the endpoint waits for its alarms, so the template would be circular.
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

/** An alarm's name has 255 characters at most, of which an endpoint's name takes up to 63. */
const MAXIMUM_LABEL_LENGTH = 180;

class BoundGuardrail extends Guardrail {
  constructor(private readonly bind: Bind) {
    super();
  }

  /** @internal */
  public _alarms(context: GuardrailContext, faults: Faults): GuardrailAlarm[] {
    return this.bind(context, faults);
  }
}

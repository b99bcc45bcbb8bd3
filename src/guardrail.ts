import { aws_cloudwatch as cloudwatch, Duration, Token } from 'aws-cdk-lib';
import { FleetScope } from './fleet-scope';
import type { AlarmEvaluationOptions, ErrorRateGuardrailOptions, GuardrailOptions, LatencyGuardrailOptions, MetricGuardrailOptions } from './guardrail-options';
import { checkTiming, type AlarmTiming } from './private/alarm-timing';
import { Faults, listed } from './private/faults';
import type { GuardrailAlarm, GuardrailContext } from './private/guardrail-alarm';
import { checkStatistic } from './private/statistic';
import { variantMetric } from './private/variant-metric';

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
    return errorRate('Guardrail.serverErrorRate', 'ServerErrorRate', 'Invocation5XXErrors', 'server errors (5XX)', options);
  }

  /**
   * Too many requests that were refused (4XX).
   *
   * A model whose schema has changed refuses what its callers send, where a broken one fails: the two error rates do not see each other.
   */
  public static clientErrorRate(options: ErrorRateGuardrailOptions = {}): Guardrail {
    return errorRate('Guardrail.clientErrorRate', 'ClientErrorRate', 'Invocation4XXErrors', 'client errors (4XX)', options);
  }

  /** The model takes too long to answer, as SageMaker sees it: the network and the container included (`ModelLatency`). */
  public static modelLatency(options: LatencyGuardrailOptions): Guardrail {
    return latency('Guardrail.modelLatency', 'ModelLatency', options);
  }

  /** SageMaker itself adds too much to the model's time (`OverheadLatency`). */
  public static overheadLatency(options: LatencyGuardrailOptions): Guardrail {
    return latency('Guardrail.overheadLatency', 'OverheadLatency', options);
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
  constructor(private readonly alarms: (context: GuardrailContext, faults: Faults) => GuardrailAlarm[]) {
    super();
  }

  /** @internal */
  public _alarms(context: GuardrailContext, faults: Faults): GuardrailAlarm[] {
    return this.alarms(context, faults);
  }
}

interface EndpointMetric {
  readonly label: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly threshold: number;
  readonly condition: string;
}

function errorRate(factory: string, label: string, metricName: string, errors: string, options: ErrorRateGuardrailOptions): Guardrail {
  const faults = new Faults(factory);
  const percent = options.thresholdPercent ?? 1;
  if (Token.isUnresolved(percent)) {
    faults.add('thresholdPercent is a token, which cannot be divided by 100; use Guardrail.fromMetric, whose threshold may be a token');
  } else if (!(percent >= 0 && percent < 100)) {
    faults.add(`thresholdPercent is ${percent}, 0 to less than 100 is needed: ${percent >= 100
      ? 'the alarm goes off above the threshold, and no more than 100 % of the requests can fail'
      : 'it is the share of requests that may fail'}; use thresholdPercent: 1 for one request in a hundred`);
  }
  const timing = timingOf(faults, (options.period ?? Duration.minutes(1)).toSeconds({ integral: false }), options);
  faults.throwIfAny();
  return onEndpoint(options, timing, {
    label, metricName, statistic: cloudwatch.Stats.AVERAGE, threshold: asRatio(percent), condition: `more than ${percent} % of the requests are ${errors}`,
  });
}

function latency(factory: string, metricName: string, options: LatencyGuardrailOptions): Guardrail {
  const faults = new Faults(factory);
  const { threshold, thresholdMicroseconds, statistic = 'p99' } = options;
  if ((threshold === undefined) === (thresholdMicroseconds === undefined)) {
    faults.add(`${threshold === undefined ? 'neither threshold nor' : 'both threshold and'} thresholdMicroseconds given, one of them is needed; `
      + 'use threshold: Duration.millis(100)');
  }
  if (threshold?.isUnresolved()) {
    faults.add('threshold is a token, which cannot be turned into microseconds; use thresholdMicroseconds, which may be a token');
  }
  const microseconds = thresholdMicroseconds ?? (threshold && !threshold.isUnresolved() ? threshold.toMilliseconds() * 1000 : 1);
  if (!Token.isUnresolved(microseconds) && !(microseconds > 0 && microseconds < Infinity)) {
    faults.add(`threshold is ${microseconds} microseconds, more than 0 is needed: every request takes some time; use threshold: Duration.millis(100)`);
  }
  checkStatistic(faults, statistic);
  const timing = timingOf(faults, (options.period ?? Duration.minutes(1)).toSeconds({ integral: false }), options);
  faults.throwIfAny();
  return onEndpoint(options, timing, {
    label: `${metricName}-${statistic}`, metricName, statistic, threshold: microseconds,
    condition: `${statistic} of ${metricName} is above ${microseconds} microseconds`,
  });
}

function onEndpoint(options: GuardrailOptions, timing: AlarmTiming, watched: EndpointMetric): Guardrail {
  const scope = options.fleetScope ?? FleetScope.GREEN_FLEET;
  const scopes = scope === FleetScope.GREEN_FLEET_AND_ENDPOINT ? [FleetScope.GREEN_FLEET, FleetScope.ENDPOINT] : [scope];
  return new BoundGuardrail((context, faults) => {
    if (options.variantName !== undefined && !context.variantNames.includes(options.variantName)) {
      faults.add(`guardrail ${watched.label} is for variant '${options.variantName}', there ${context.variantNames.length === 1 ? 'is' : 'are'} `
        + `${listed(context.variantNames)}`);
      return [];
    }
    const variantNames = options.variantName === undefined ? context.variantNames : [options.variantName];
    return variantNames.flatMap((variantName) => scopes.map((fleet) => ({
      declared: {
        label: fleet === FleetScope.ENDPOINT ? `${watched.label}-Endpoint` : watched.label,
        variantName,
        condition: `${watched.condition} to ${fleet === FleetScope.ENDPOINT ? 'all fleets' : 'the green fleet'}`,
        metric: variantMetric(
          { endpointName: context.endpointName, variantName, endpointConfigName: fleet === FleetScope.ENDPOINT ? undefined : context.endpointConfigName },
          watched.metricName,
          { statistic: watched.statistic, period: Duration.seconds(timing.periodSeconds) },
        ),
        threshold: watched.threshold,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        timing,
      },
    })));
  });
}

/** A hundredth, without the noise that binary fractions add: 0.7 % is 0.007. */
function asRatio(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

function timingOf(faults: Faults, periodSeconds: number, options: AlarmEvaluationOptions): AlarmTiming {
  const evaluationPeriods = options.evaluationPeriods ?? 1;
  const timing = { periodSeconds, evaluationPeriods, datapointsToAlarm: options.datapointsToAlarm ?? evaluationPeriods };
  checkTiming(faults, timing);
  return timing;
}

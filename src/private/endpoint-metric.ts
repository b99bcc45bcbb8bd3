import { aws_cloudwatch as cloudwatch, Duration, Token } from 'aws-cdk-lib';
import { checkTiming } from './alarm-timing';
import { Faults, listed } from './faults';
import type { GuardrailAlarm, GuardrailContext } from './guardrail-alarm';
import { checkStatistic } from './statistic';
import { variantMetric } from './variant-metric';
import { FleetScope } from '../fleet-scope';
import type { AlarmEvaluationOptions, ErrorRateGuardrailOptions, GuardrailOptions, LatencyGuardrailOptions } from '../guardrail-options';
import type { AlarmTiming } from '../rollout/detection';

/** The alarms a guardrail means for an endpoint; what is wrong with it there goes to `faults`. */
export type Bind = (context: GuardrailContext, faults: Faults) => GuardrailAlarm[];

interface EndpointMetric {
  readonly label: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly threshold: number;
  readonly condition: string;
  /** Whether it is a share of the requests. */
  readonly rate: boolean;
}

/** A guardrail on the share of requests that fail. */
export function errorRate(factory: string, label: string, metricName: string, options: ErrorRateGuardrailOptions): Bind {
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
    label, metricName, statistic: cloudwatch.Stats.AVERAGE, threshold: asRatio(percent), rate: true, condition: `${metricName} of more than ${percent} % of the requests`,
  });
}

/** A guardrail on one of the endpoint's latencies. */
export function latency(factory: string, metricName: string, options: LatencyGuardrailOptions): Bind {
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
    label: `${metricName}-${statistic}`,
    metricName,
    statistic,
    threshold: microseconds,
    rate: false,
    condition: `${statistic} of ${metricName} is above ${microseconds} microseconds`,
  });
}

/** An alarm for each variant and each scope asked for. */
function onEndpoint(options: GuardrailOptions, timing: AlarmTiming, watched: EndpointMetric): Bind {
  const scope = options.fleetScope ?? FleetScope.GREEN_FLEET;
  const scopes = scope === FleetScope.GREEN_FLEET_AND_ENDPOINT ? [FleetScope.GREEN_FLEET, FleetScope.ENDPOINT] : [scope];
  return (context, faults) => {
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
        condition: `${watched.condition}, on ${fleet === FleetScope.ENDPOINT ? 'all fleets' : 'the green fleet'}`,
        metric: variantMetric(
          {
            endpointName: context.endpointName,
            variantName,
            endpointConfigName: fleet === FleetScope.ENDPOINT ? undefined : context.endpointConfigName,
          },
          watched.metricName,
          { statistic: watched.statistic, period: Duration.seconds(timing.periodSeconds) },
        ),
        threshold: watched.threshold,
        diluted: watched.rate && fleet === FleetScope.ENDPOINT,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        timing,
      },
    })));
  };
}

/** A hundredth, without the noise that binary fractions add: 0.7 % is 0.007. */
function asRatio(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

/** An alarm's timing with the defaults filled in, checked. */
export function timingOf(faults: Faults, periodSeconds: number, options: AlarmEvaluationOptions): AlarmTiming {
  const evaluationPeriods = options.evaluationPeriods ?? 1;
  const timing = { periodSeconds, evaluationPeriods, datapointsToAlarm: options.datapointsToAlarm ?? evaluationPeriods };
  checkTiming(faults, timing);
  return timing;
}

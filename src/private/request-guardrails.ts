import { aws_cloudwatch as cloudwatch, Duration, Token } from 'aws-cdk-lib';
import { onEndpoint, type Bind } from './endpoint-metric';
import { Faults } from './faults';
import { checkStatistic } from './statistic';
import type { ErrorRateGuardrailOptions, InvocationsGuardrailOptions, LatencyGuardrailOptions } from '../guardrail-options';

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
  return onEndpoint(faults, options, {
    label, metricName, statistic: cloudwatch.Stats.AVERAGE, threshold: asRatio(percent), condition: `${metricName} of more than ${percent} % of the requests`,
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
  const microseconds = thresholdMicroseconds ?? (threshold && !threshold.isUnresolved() ? toMicroseconds(threshold) : 1);
  if (!Token.isUnresolved(microseconds) && !(microseconds > 0 && microseconds < Infinity)) {
    faults.add(`threshold is ${microseconds} microseconds, more than 0 is needed: every request takes some time; use threshold: Duration.millis(100)`);
  }
  checkStatistic(faults, statistic);
  return onEndpoint(faults, options, {
    label: `${metricName}-${statistic}`,
    metricName,
    statistic,
    threshold: microseconds,
    hasUnit: threshold !== undefined,
    condition: `${statistic} of ${metricName} is above ${inMilliseconds(microseconds)}`,
  });
}

/** A guardrail on the number of requests that each instance gets. */
export function invocationsPerInstance(options: InvocationsGuardrailOptions): Bind {
  const faults = new Faults('Guardrail.invocationsPerInstance');
  const { maximumPerMinute, period = Duration.minutes(1) } = options;
  if (Token.isUnresolved(maximumPerMinute)) {
    faults.add('maximumPerMinute is a token, which cannot be turned into a number for the period; use Guardrail.fromMetric, whose threshold may be a token');
  } else if (!(maximumPerMinute > 0 && maximumPerMinute < Infinity)) {
    faults.add(`maximumPerMinute is ${maximumPerMinute}, more than 0 is needed; use what one instance was measured to bear`);
  }
  return onEndpoint(faults, options, {
    label: 'InvocationsPerInstance',
    metricName: 'InvocationsPerInstance',
    statistic: cloudwatch.Stats.SUM,
    threshold: (maximumPerMinute * period.toSeconds({ integral: false })) / 60,
    condition: `more than ${maximumPerMinute} requests a minute for each instance`,
  });
}

/** Without the noise of binary fractions: 1.1 ms are 1100 microseconds. Models on one machine may answer in a fraction of a millisecond. */
function toMicroseconds(duration: Duration): number {
  return Number((duration.toMilliseconds({ integral: false }) * 1000).toPrecision(12));
}

/** As a person says it, and as the metric has it. */
function inMilliseconds(microseconds: number): string {
  const unit = `${microseconds} microseconds`;
  return Token.isUnresolved(microseconds) || microseconds < 1000 ? unit : `${microseconds / 1000} ms (${unit})`;
}

/** A hundredth, without the noise that binary fractions add: 0.7 % is 0.007. */
function asRatio(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

import type { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import type { FleetScope } from './fleet-scope';

/** When an alarm goes off, and whether it rolls an update back. */
export interface AlarmEvaluationOptions {
  /**
   * How many of the most recent periods the alarm evaluates.
   *
   * Period x evaluation periods is at most one day.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these periods have to breach the threshold.
   *
   * @default - as many as `evaluationPeriods`
   */
  readonly datapointsToAlarm?: number;

  /**
   * Whether the guardrail rolls an update back. If not, it only reports: it is an alarm like the others, without any effect on updates.
   *
   * Use `false` to find out how often a new guardrail would go off.
   *
   * @default true
   */
  readonly enforce?: boolean;
}

/** Options of every guardrail on a metric of the endpoint. */
export interface GuardrailOptions extends AlarmEvaluationOptions {
  /**
   * The production variant to watch.
   *
   * @default - every production variant, with one alarm for each
   */
  readonly variantName?: string;

  /**
   * Whose requests are counted.
   *
   * @default FleetScope.GREEN_FLEET
   */
  readonly fleetScope?: FleetScope;

  /**
   * The period of the alarm: 10, 20 or 30 seconds, or whole minutes.
   *
   * The service publishes these metrics once a minute, so less than a minute makes sense only with `metricPublishFrequency`.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * The number of requests in a period below which the guardrail does not judge: such a period has no datapoint. At least 1.
   *
   * With it, the alarm is on a metric math expression of two metrics.
   *
   * @default - no minimum
   */
  readonly minimumInvocations?: number;
}

/** Options of a guardrail on the share of requests that fail. */
export interface ErrorRateGuardrailOptions extends GuardrailOptions {
  /**
   * The guardrail goes off when more than this many percent of the requests in a period fail.
   *
   * From 0, which means that no request may fail, to less than 100; fractions are fine. A request counts as 0 or 1, so the alarm
   * compares the average of the metric with a hundredth of this value.
   *
   * @default 1
   */
  readonly thresholdPercent?: number;
}

/** Options of a guardrail on latency. Give one of `threshold` and `thresholdMicroseconds`. */
export interface LatencyGuardrailOptions extends GuardrailOptions {
  /**
   * The guardrail goes off when the statistic is above this.
   *
   * May be a fraction of a millisecond, as in `Duration.millis(0.5)`.
   *
   * @default - `thresholdMicroseconds` is needed
   */
  readonly threshold?: Duration;

  /**
   * The same in microseconds, the metric's own unit. More than 0; fractions are fine.
   *
   * @default - `threshold` is needed
   */
  readonly thresholdMicroseconds?: number;

  /**
   * Any statistic that CloudWatch has, for instance `p99`, `Average` or `tm95`; see `Stats` of aws-cloudwatch.
   *
   * The average hides the slow requests of a few. A high percentile needs many requests in a period to mean anything: p99 of 50
   * requests is the slowest one.
   *
   * @default 'p99'
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
   */
  readonly statistic?: string;
}

/** Options of a guardrail on the number of requests per instance. */
export interface InvocationsGuardrailOptions extends GuardrailOptions {
  /** The guardrail goes off above this many requests per minute and instance, whatever the period. More than 0. */
  readonly maximumPerMinute: number;
}

/** Options of a guardrail on the utilization of instances. The service publishes these metrics for all fleets of a variant together. */
export interface UtilizationGuardrailOptions extends AlarmEvaluationOptions {
  /**
   * The guardrail goes off when the statistic is above this.
   *
   * In percent. For CPUs and GPUs, it is the percentage of a single one: an instance with 4 vCPUs goes up to 400.
   */
  readonly thresholdPercent: number;

  /**
   * The production variant to watch.
   *
   * @default - every production variant, with one alarm for each
   */
  readonly variantName?: string;

  /**
   * The period of the alarm: 10, 20 or 30 seconds, or whole minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * `Maximum` for the busiest instance, or `Average` over all of them.
   *
   * During an update, the instances of both fleets count, so the old ones keep the average down.
   *
   * @default 'Maximum'
   */
  readonly statistic?: string;
}

/** Options of every guardrail that compares the green fleet with the blue one. */
export interface IncreaseGuardrailOptions extends AlarmEvaluationOptions {
  /**
   * The production variant to watch.
   *
   * @default - every production variant, with one alarm for each
   */
  readonly variantName?: string;

  /**
   * The period of the alarm: 10, 20 or 30 seconds, or whole minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * The number of requests to each of the two fleets in a period below which the guardrail does not judge. At least 1.
   *
   * @default 100
   */
  readonly minimumInvocations?: number;
}

/** Options of a guardrail on the difference between the fleets' error rates. */
export interface ErrorRateIncreaseGuardrailOptions extends IncreaseGuardrailOptions {
  /**
   * The guardrail goes off when the green fleet's share of failed requests is larger than the blue fleet's by more than this.
   *
   * In percentage points, from 0 to less than 100: from 2 % to 3 % is one percentage point.
   *
   * @default 1
   */
  readonly thresholdPercentagePoints?: number;
}

/** Options of a guardrail on the difference between the fleets' latencies. */
export interface LatencyIncreaseGuardrailOptions extends IncreaseGuardrailOptions {
  /**
   * The guardrail goes off when the green fleet's latency is above the blue fleet's by more than this many percent of it. More than 0.
   *
   * @default 100, which is twice as slow
   */
  readonly thresholdPercent?: number;

  /**
   * `Average`, or a percentile such as `p90`.
   *
   * The blue fleet's average can be derived from those of all fleets and of the green one. A percentile cannot, so the green fleet's percentile
   * is compared with that of all fleets together. That works only while the green fleet's share of the traffic is smaller than what the
   * percentile leaves out.
   *
   * @default 'Average'
   */
  readonly statistic?: string;
}

/** Options of a guardrail on a metric of your own. */
export interface MetricGuardrailOptions extends AlarmEvaluationOptions {
  /** The value that the metric is compared with, in the metric's own unit. */
  readonly threshold: number;

  /**
   * How the metric is compared with the threshold.
   *
   * @default ComparisonOperator.GREATER_THAN_THRESHOLD
   */
  readonly comparisonOperator?: cloudwatch.ComparisonOperator;

  /**
   * The part of the alarm's name that follows the endpoint's name.
   *
   * @default - the name of the metric
   */
  readonly label?: string;
}

import type { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import type { FleetScope } from './fleet-scope';

/** How many datapoints an alarm needs to go off. */
export interface AlarmEvaluationOptions {
  /**
   * How many of the latest periods the alarm looks at.
   *
   * Period x evaluation periods may be one day at most.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these periods have to be beyond the threshold.
   *
   * @default - as many as `evaluationPeriods`
   */
  readonly datapointsToAlarm?: number;
}

/** What every guardrail on a metric of the endpoint may be given. */
export interface GuardrailOptions extends AlarmEvaluationOptions {
  /**
   * The production variant to watch.
   *
   * @default - every production variant, with an alarm each
   */
  readonly variantName?: string;

  /**
   * Whose requests are counted.
   *
   * @default FleetScope.GREEN_FLEET
   */
  readonly fleetScope?: FleetScope;

  /**
   * The time that one datapoint stands for.
   *
   * 10, 20 or 30 seconds or whole minutes. The service publishes these metrics once a minute, so less than a minute makes sense
   * only where the endpoint config asks for them more often.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;
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
   * In milliseconds or more; see `thresholdMicroseconds` for less.
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

/** Options of a guardrail on a metric of one's own. */
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
   * What an operator reads in the alarm's name, after the name of the endpoint.
   *
   * @default - the name of the metric
   */
  readonly label?: string;
}

import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { timingOf } from './alarm-timing';
import type { Bind } from './endpoint-metric';
import { Faults } from './faults';
import type { MetricGuardrailOptions } from '../guardrail-options';

/** An alarm's name has 255 characters at most, of which an endpoint's name takes up to 63. */
const MAXIMUM_LABEL_LENGTH = 180;

/** A guardrail on any metric or expression, watched as it is. */
export function onMetric(metric: cloudwatch.IMetric, options: MetricGuardrailOptions): Bind {
  const faults = new Faults('Guardrail.fromMetric');
  // Apps that are run without a type check get here with anything.
  if (typeof (metric as Partial<cloudwatch.IMetric> | undefined)?.toMetricConfig !== 'function') {
    faults.add('the first argument is no metric; use Guardrail.fromMetric(metric, { threshold: 1 })');
    faults.throwIfAny();
  }
  const config = metric.toMetricConfig();
  const period = config.metricStat?.period.toSeconds() ?? config.mathExpression?.period ?? 300;
  const timing = timingOf(faults, period, options);
  if (Number.isNaN(options.threshold)) {
    faults.add('threshold is NaN, a number is needed');
  }
  const label = options.label ?? config.metricStat?.metricName ?? 'Metric';
  if (label === '' || label.length > MAXIMUM_LABEL_LENGTH) {
    faults.add(`label has ${label.length} characters, 1 to ${MAXIMUM_LABEL_LENGTH} are allowed, because it becomes part of the alarm's name; give a label of that length`);
  }
  faults.throwIfAny();
  const comparisonOperator = options.comparisonOperator ?? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD;
  return () => [{
    declared: {
      label,
      metric,
      timing,
      comparisonOperator,
      threshold: options.threshold,
      condition: `${label} is ${comparisonOperator} ${options.threshold}`,
      enforced: options.enforce ?? true,
    },
  }];
}

import { aws_cloudwatch as cloudwatch, Duration, Token } from 'aws-cdk-lib';
import { timingOf } from './alarm-timing';
import { forVariants, type Bind } from './endpoint-metric';
import { Faults } from './faults';
import { checkStatistic } from './statistic';
import { instanceMetric } from './variant-metric';
import type { UtilizationGuardrailOptions } from '../guardrail-options';

/**
 * A guardrail on what the instances of a variant are busy with.
 *
 * @param wholeInstance whether 100 % is the whole instance, rather than one of its cores or GPUs
 */
export function utilization(metricName: string, wholeInstance: boolean, options: UtilizationGuardrailOptions): Bind {
  const faults = new Faults(`Guardrail.${metricName.replace(/^(?:[A-Z](?=[a-z])|[A-Z]+(?=[A-Z]))/, (first) => first.toLowerCase())}`);
  const { thresholdPercent, period = Duration.minutes(1), statistic = cloudwatch.Stats.MAXIMUM } = options;
  const unreachable = wholeInstance && thresholdPercent >= 100;
  if (!Token.isUnresolved(thresholdPercent) && (!(thresholdPercent > 0 && thresholdPercent < Infinity) || unreachable)) {
    faults.add(`thresholdPercent is ${thresholdPercent}, more than 0${wholeInstance ? ' and less than 100' : ''} is needed`
      + `${unreachable ? ', for the alarm goes off above the threshold' : ''}; use thresholdPercent: 90`);
  }
  checkStatistic(faults, statistic);
  const timing = timingOf(faults, period.toSeconds({ integral: false }), options);
  faults.throwIfAny();
  return forVariants(options.variantName, metricName, (variantName, { endpointName }) => [{
    declared: {
      label: metricName,
      variantName,
      condition: `${statistic} of ${metricName} is above ${thresholdPercent} %, on all fleets`,
      metric: instanceMetric({ endpointName, variantName }, metricName, { statistic, period }),
      threshold: thresholdPercent,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      timing,
      enforced: options.enforce ?? true,
    },
  }]);
}

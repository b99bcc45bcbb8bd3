import { aws_cloudwatch as cloudwatch, Duration, Token } from 'aws-cdk-lib';
import { checkMinimumInvocations, timingOf } from './alarm-timing';
import { forVariants, type Bind } from './endpoint-metric';
import { Faults } from './faults';
import type { FleetComparison } from './guardrail-alarm';
import { variantMetric } from './variant-metric';
import type { ErrorRateIncreaseGuardrailOptions, IncreaseGuardrailOptions, LatencyIncreaseGuardrailOptions } from '../guardrail-options';
import { AVERAGE_INCREASE, ERROR_RATE_INCREASE, increaseFrom, PERCENTILE_INCREASE } from '../rollout/guardrail-expression';

/** Fewer requests than this differ by chance alone. */
export const DEFAULT_MINIMUM_INVOCATIONS = 100;

/** What of the two fleets is compared, and how. */
interface Increase {
  readonly label: string;
  readonly condition: string;
  readonly threshold: number;
  readonly of: Parameters<typeof increaseFrom>[1];
  /** What the expression calls `green` and `all`. */
  readonly metricName: string;
  readonly statistic: string;
  readonly comparison: FleetComparison;
}

/** A guardrail on how much larger the green fleet's share of failed requests is than the blue fleet's. */
export function errorRateIncrease(factory: string, label: string, metricName: string, options: ErrorRateIncreaseGuardrailOptions): Bind {
  const faults = new Faults(factory);
  const { thresholdPercentagePoints = 1 } = options;
  if (!Token.isUnresolved(thresholdPercentagePoints) && !(thresholdPercentagePoints >= 0 && thresholdPercentagePoints < 100)) {
    faults.add(`thresholdPercentagePoints is ${thresholdPercentagePoints}, 0 to less than 100 is needed; use thresholdPercentagePoints: 1, `
      + 'which is 3 % of failed requests where the blue fleet has 2 %');
  }
  return onBothFleets(faults, options, {
    label,
    metricName,
    statistic: cloudwatch.Stats.SUM,
    threshold: thresholdPercentagePoints,
    condition: `${metricName} of more of the green fleet's requests than of the blue fleet's, by over ${thresholdPercentagePoints} percentage points`,
    of: ERROR_RATE_INCREASE,
    comparison: {},
  });
}

/** A guardrail on how much slower the green fleet is than the blue one. */
export function latencyIncrease(factory: string, metricName: string, options: LatencyIncreaseGuardrailOptions): Bind {
  const faults = new Faults(factory);
  const { thresholdPercent = 100, statistic = 'Average' } = options;
  if (!Token.isUnresolved(thresholdPercent) && !(thresholdPercent > 0 && thresholdPercent < Infinity)) {
    faults.add(`thresholdPercent is ${thresholdPercent}, more than 0 is needed; use thresholdPercent: 50, which is half as slow again as the blue fleet`);
  }
  const [, percentile] = /^p(\d{1,2}(?:\.\d+)?)$/.exec(statistic) ?? [];
  if (statistic !== 'Average' && percentile === undefined) {
    faults.add(`statistic is '${statistic}', 'Average' or a percentile such as 'p90' is needed`);
  }
  return onBothFleets(faults, options, {
    label: `${metricName}Increase-${statistic}`,
    metricName,
    threshold: thresholdPercent,
    ...(percentile === undefined ? {
      statistic: cloudwatch.Stats.SUM,
      condition: `the average ${metricName} of the green fleet is over ${thresholdPercent} % above the blue fleet's`,
      of: AVERAGE_INCREASE,
      comparison: {},
    } : {
      statistic,
      condition: `${statistic} of ${metricName} of the green fleet is over ${thresholdPercent} % above that of all fleets together`,
      of: PERCENTILE_INCREASE,
      comparison: { percentileOfMix: Number(percentile) },
    }),
  });
}

function onBothFleets(faults: Faults, options: IncreaseGuardrailOptions, increase: Increase): Bind {
  const { period = Duration.minutes(1), minimumInvocations = DEFAULT_MINIMUM_INVOCATIONS } = options;
  checkMinimumInvocations(faults, minimumInvocations);
  const timing = timingOf(faults, period.toSeconds({ integral: false }), options);
  faults.throwIfAny();
  return forVariants(options.variantName, increase.label, (variantName, { endpointName, endpointConfigName }) => {
    const all = { endpointName, variantName };
    const green = { ...all, endpointConfigName };
    const invocations = { statistic: cloudwatch.Stats.SUM, period };
    return [{
      declared: {
        label: increase.label,
        variantName,
        condition: increase.condition,
        metric: new cloudwatch.MathExpression({
          expression: increaseFrom(minimumInvocations, increase.of),
          usingMetrics: {
            green: variantMetric(green, increase.metricName, { statistic: increase.statistic, period }),
            all: variantMetric(all, increase.metricName, { statistic: increase.statistic, period }),
            greenRequests: variantMetric(green, 'Invocations', invocations),
            requests: variantMetric(all, 'Invocations', invocations),
          },
          period,
          label: increase.label,
        }),
        minimumInvocations,
        comparison: increase.comparison,
        threshold: increase.threshold,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        timing,
        enforced: options.enforce ?? true,
      },
    }];
  });
}

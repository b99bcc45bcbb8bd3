import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { checkMinimumInvocations, timingOf } from './alarm-timing';
import { Faults, listed } from './faults';
import type { GuardrailAlarm, GuardrailContext } from './guardrail-alarm';
import { variantMetric } from './variant-metric';
import { FleetScope } from '../fleet-scope';
import type { GuardrailOptions } from '../guardrail-options';
import { JUDGED, judgedFrom } from '../rollout/guardrail-expression';

/** The alarms a guardrail means for an endpoint; what is wrong with it there goes to `faults`. */
export type Bind = (context: GuardrailContext, faults: Faults) => GuardrailAlarm[];

/** A metric that the service publishes for each request, and the value above which it is too bad. */
export interface EndpointMetric {
  readonly label: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly threshold: number;
  /** Whether the threshold was written with its unit, as a duration. */
  readonly hasUnit?: boolean;
  readonly condition: string;
}

/** An alarm on a metric of the endpoint, for each variant and each scope asked for. */
export function onEndpoint(faults: Faults, options: GuardrailOptions, watched: EndpointMetric): Bind {
  const period = options.period ?? Duration.minutes(1);
  const timing = timingOf(faults, period.toSeconds({ integral: false }), options);
  const { minimumInvocations } = options;
  checkMinimumInvocations(faults, minimumInvocations);
  faults.throwIfAny();
  const scope = options.fleetScope ?? FleetScope.GREEN_FLEET;
  const scopes = scope === FleetScope.GREEN_FLEET_AND_ENDPOINT ? [FleetScope.GREEN_FLEET, FleetScope.ENDPOINT] : [scope];
  return forVariants(options.variantName, watched.label, (variantName, context) => scopes.map((fleet) => {
    const source = {
      endpointName: context.endpointName,
      variantName,
      endpointConfigName: fleet === FleetScope.ENDPOINT ? undefined : context.endpointConfigName,
    };
    const judged = variantMetric(source, watched.metricName, { statistic: watched.statistic, period });
    return {
      declared: {
        label: fleet === FleetScope.ENDPOINT ? `${watched.label}-Endpoint` : watched.label,
        variantName,
        condition: `${watched.condition}, on ${fleet === FleetScope.ENDPOINT ? 'all fleets' : 'the green fleet'}`,
        metric: minimumInvocations === undefined ? judged : new cloudwatch.MathExpression({
          expression: judgedFrom(minimumInvocations),
          usingMetrics: { [JUDGED]: judged, invocations: variantMetric(source, 'Invocations', { statistic: cloudwatch.Stats.SUM, period }) },
          period,
          label: watched.label,
        }),
        judged,
        minimumInvocations,
        threshold: watched.threshold,
        hasUnit: watched.hasUnit,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        timing,
        enforced: options.enforce ?? true,
      },
    };
  }));
}

/** Binds to the variant of this name, or to all. */
export function forVariants(
  only: string | undefined, label: string, alarmsOf: (variantName: string, context: GuardrailContext) => GuardrailAlarm[],
): Bind {
  return (context, faults) => {
    const { variantNames } = context;
    if (only !== undefined && !variantNames.includes(only)) {
      faults.add(`guardrail ${label} is for variant '${only}', there ${variantNames.length === 1 ? 'is' : 'are'} ${listed(variantNames)}; leave variantName out to watch all`);
      return [];
    }
    return (only === undefined ? variantNames : [only]).flatMap((variantName) => alarmsOf(variantName, context));
  };
}

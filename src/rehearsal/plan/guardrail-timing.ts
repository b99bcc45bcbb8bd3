import { secondsToAlarm } from '../../rollout/detection';
import { ERROR_METRICS, INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';
import { periodWithData } from '../../rollout/metric-interval';
import type { DeclaredAlarm } from '../declared-endpoints';
import { firstTrafficSeconds, phaseAfter } from './exposure';
import type { Phase } from './timetable';

/** How soon one guardrail can roll an update back. */
export interface GuardrailTiming {
  readonly alarmName: string;
  readonly metricName: string | null;
  /** From green's first traffic until it goes off, at best, if green is all bad in what it watches; `null` if it never does. */
  readonly secondsToAlarm: number | null;
  /** The phase in which that is; `null` where the update is done by then. */
  readonly goesOffIn: string | null;
  /** The share of the variant's traffic that green must have for its failures to be seen, where they are averaged with blue's answers. */
  readonly seesGreenFromShare: number | null;
}

/**
 * The guardrails of an update, fastest first.
 *
 * @param metricIntervalSeconds how often the metrics of requests are published during the update
 */
export function guardrailTimings(alarms: readonly DeclaredAlarm[], phases: readonly Phase[], metricIntervalSeconds: number): GuardrailTiming[] {
  return alarms
    .map((alarm) => {
      const seconds = firstSight(alarm, phases) + secondsToAlarm({ ...alarm, periodSeconds: periodOf(alarm, metricIntervalSeconds) });
      return {
        alarmName: alarm.alarmName,
        metricName: alarm.metricName ?? null,
        secondsToAlarm: Number.isFinite(seconds) ? seconds : null,
        goesOffIn: phaseAfter(phases, seconds)?.name ?? null,
        seesGreenFromShare: averagesBothFleets(alarm) ? alarm.threshold! : null,
      };
    })
    .sort((a, b) => (a.secondsToAlarm ?? Infinity) - (b.secondsToAlarm ?? Infinity));
}

/** The alarms that get no datapoint from metrics that are published so often. */
export function blindAlarms(alarms: readonly DeclaredAlarm[], metricIntervalSeconds: number): DeclaredAlarm[] {
  return alarms.filter((alarm) => periodOf(alarm, metricIntervalSeconds) === Infinity);
}

function periodOf({ periodSeconds, namespace = INVOCATION_NAMESPACE }: DeclaredAlarm, metricIntervalSeconds: number): number {
  return namespace === INVOCATION_NAMESPACE ? periodWithData(periodSeconds, metricIntervalSeconds) : periodSeconds;
}

/** How long after its first traffic green's share is large enough for the alarm to see that all of it fails. */
function firstSight(alarm: DeclaredAlarm, phases: readonly Phase[]): number {
  if (!averagesBothFleets(alarm)) {
    return 0;
  }
  const { threshold = 0, comparisonOperator, dimensions } = alarm;
  const seen = phases.find(({ variants }) => {
    const share = variants.find(({ variantName }) => variantName === dimensions.VariantName)?.greenShare ?? 0;
    return comparisonOperator === 'GreaterThanOrEqualToThreshold' ? share >= threshold : share > threshold;
  });
  return seen ? Math.max(0, seen.fromSeconds - firstTrafficSeconds(phases)) : Infinity;
}

/**
 * An error metric is 1 or 0 a request, so its average is the share of those that failed: of green's only with the
 * dimension EndpointConfigName, of both fleets' without.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
function averagesBothFleets({ metricName, statistic, threshold, dimensions }: DeclaredAlarm): boolean {
  return metricName !== undefined && ERROR_METRICS.includes(metricName) && statistic === 'Average' && threshold !== undefined
    && 'VariantName' in dimensions && !('EndpointConfigName' in dimensions);
}

import { isLatency, metricsOf, type WatchedAlarm } from '../watched-alarm';
import { answeredIn, breachesIn } from '../what-if';
import type { AlarmRule } from './rule';

const ONE_MILLISECOND = 1000;

/** Where the unit was named, what is faster than any round trip to a container; where it was not, also what would be some seconds in milliseconds. */
const LEAST = { named: ONE_MILLISECOND, raw: 10 * ONE_MILLISECOND };

/** Longer than the service waits for an answer. */
const AN_AGE = 3_600_000_000;

/** Warns of a latency that looks as if it were written in milliseconds: above such a threshold the alarm is always on. */
export const millisecondsForMicroseconds: AlarmRule = (alarm, rollout) => {
  const { name, metric, queries, threshold, comparisonOperator, own } = alarm;
  if (alarm.hasUnit || !metricsOf(alarm).some(isLatency) || dependsOnCount(alarm)) {
    return undefined;
  }
  const [least, age] = [own ? LEAST.raw : LEAST.named, AN_AGE]
    .map((time) => breachesIn(answeredIn({ green: time, blue: time }, rollout), alarm, rollout));
  if (least !== true || age !== true) {
    return undefined;
  }
  if (threshold! <= 0) {
    return `guardrail ${name} goes off when a latency is ${comparisonOperator} ${threshold} microseconds, which it is with every request; use a time that good models answer in, as in Guardrail.modelLatency({ threshold: Duration.millis(100) })`;
  }
  return metric && (queries?.byId.size ?? 1) === 1
    ? `guardrail ${name} compares ${metric.metricName} with ${threshold}, which is ${threshold! / ONE_MILLISECOND} ms, for the metric is in microseconds; `
      + `use ${threshold! * ONE_MILLISECOND} if ${threshold} ms are meant, or Guardrail.modelLatency({ threshold: Duration.millis(${threshold}) })`
    : `guardrail ${name} compares its expression with ${threshold}, which it passes already when requests take ${LEAST.raw / ONE_MILLISECOND} ms, for the service's metrics of latency are in microseconds; `
      + 'use an expression and a threshold of the same unit, or Guardrail.modelLatency, which takes a Duration';
};

/** Another rule is about those. */
function dependsOnCount(alarm: WatchedAlarm): boolean {
  const [{ statistic }, ...others] = metricsOf(alarm);
  return others.length === 0 && ['Sum', 'SampleCount'].includes(statistic);
}

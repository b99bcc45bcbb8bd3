import type { WatchedAlarm } from '../watched-alarm';

/** Warns of guardrails that only see requests refused: a model that breaks fails them, and a 5XX is no 4XX. */
export function clientErrorsOnly(alarms: readonly WatchedAlarm[]): string | undefined {
  if (alarms.length === 0 || !alarms.every(({ metric }) => metric?.metricName === 'Invocation4XXErrors')) {
    return undefined;
  }
  return 'the guardrails count client errors (4XX) only, and a model that fails answers 5XX, so nothing would roll it back; add Guardrail.serverErrorRate()';
}

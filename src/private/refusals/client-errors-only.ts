import { metricsOf, type WatchedAlarm } from '../watched-alarm';

/** Warns of guardrails that only see requests refused: a model that breaks fails them, and a 5XX is no 4XX. */
export function clientErrorsOnly(alarms: readonly WatchedAlarm[]): string | undefined {
  if (alarms.length === 0 || !alarms.every(countsClientErrorsOnly)) {
    return undefined;
  }
  return 'the guardrails count client errors (4XX) only, and a model that fails answers 5XX, so nothing would roll it back; add Guardrail.serverErrorRate()';
}

function countsClientErrorsOnly(alarm: WatchedAlarm): boolean {
  const names = metricsOf(alarm).map(({ metricName }) => metricName);
  return names.includes('Invocation4XXErrors') && names.every((name) => ['Invocation4XXErrors', 'Invocations'].includes(name));
}

import { secondsToAlarm } from '../../rollout/detection';
import type { DeclaredAlarm } from '../declared-endpoints';
import { phaseAfter } from './exposure';
import type { Phase } from './timetable';

/** How soon one guardrail can roll an update back. */
export interface GuardrailTiming {
  readonly alarmName: string;
  readonly metricName: string | null;
  /** From green's first traffic until it goes off, at best, if green is all bad in what it watches. */
  readonly secondsToAlarm: number;
  /** The phase in which that is; `null` where the update is done by then. */
  readonly goesOffIn: string | null;
}

/** The guardrails of an update, fastest first. */
export function guardrailTimings(alarms: readonly DeclaredAlarm[], phases: readonly Phase[]): GuardrailTiming[] {
  return alarms
    .map((alarm) => {
      const seconds = secondsToAlarm(alarm);
      return {
        alarmName: alarm.alarmName,
        metricName: alarm.metricName ?? null,
        secondsToAlarm: seconds,
        goesOffIn: phaseAfter(phases, seconds)?.name ?? null,
      };
    })
    .sort((a, b) => a.secondsToAlarm - b.secondsToAlarm);
}

import type { Phase } from './timetable';
import { requestsAtRisk } from '../../rollout/detection';
import type { RolloutPlan } from '../../rollout/plan';

/**
 * The requests that a green fleet which fails all of its own fails in each phase, if the update is rolled back
 * `detectionSeconds` after green's first traffic; Infinity where nothing goes off.
 *
 * Between the bakes of a rolling update green serves too, and alarms count.
 */
export function requestsAtRiskByPhase(plan: RolloutPlan, phases: readonly Phase[], requestsPerSecond: number, detectionSeconds: number): number[] {
  const upTo = (count: number): number => requestsAtRisk(asSteps(plan, phases.slice(0, count)), requestsPerSecond, detectionSeconds);
  return phases.map((_, index) => Math.max(0, upTo(index + 1) - upTo(index)));
}

/** The phase in which an alarm goes off that needs this long, if one does before the update is done. */
export function phaseAfter(phases: readonly Phase[], detectionSeconds: number): Phase | undefined {
  const from = firstTrafficSeconds(phases);
  return phases.find(({ toSeconds }) => toSeconds > from && detectionSeconds <= toSeconds - from);
}

/** When green takes its first traffic, in seconds since the update began. */
export function firstTrafficSeconds(phases: readonly Phase[]): number {
  return serving(phases)[0].fromSeconds;
}

/** Every phase in which green serves as a step of a plan: launches that come between the bakes take their time as well. */
function asSteps(plan: RolloutPlan, phases: readonly Phase[]): RolloutPlan {
  return {
    ...plan,
    steps: serving(phases).map(({ greenShare, fromSeconds, toSeconds, bakeField = 'WaitIntervalInSeconds' }) => ({
      greenShare, bakeField, bakeSeconds: toSeconds - fromSeconds, greenInstances: 0, launchInstances: 0, terminateInstances: 0,
    })),
  };
}

function serving(phases: readonly Phase[]): Phase[] {
  return phases.filter(({ greenShare, kind }) => greenShare > 0 || kind === 'bake');
}

import type { RolloutPlan } from './plan';

/** How an alarm looks at its metric, in CloudWatch's own terms. */
export interface AlarmTiming {
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/**
 * How long a datapoint is assumed to need, after its period has ended, until an alarm can see it.
 *
 * The service does not say; a minute is the resolution of its metrics.
 */
export const PUBLICATION_DELAY_SECONDS = 60;

/**
 * How long an alarm needs to go off once everything it looks at is bad, at best: its breaching datapoints have to be
 * complete and published. Up to one period more where the harm begins in the middle of one.
 */
export function secondsToAlarm({ periodSeconds, datapointsToAlarm }: AlarmTiming, publicationDelaySeconds = PUBLICATION_DELAY_SECONDS): number {
  return periodSeconds * datapointsToAlarm + publicationDelaySeconds;
}

/**
 * The requests that a green fleet which fails all of its own would fail before the update is rolled back, `detectionSeconds`
 * after its first traffic.
 *
 * @param detectionSeconds Infinity where no alarm goes off: then all requests of the update's bakes count that green gets.
 */
export function requestsAtRisk(plan: RolloutPlan, requestsPerSecond: number, detectionSeconds: number): number {
  return plan.steps.reduce(({ risk, left }, step) => {
    const exposed = Math.min(left, step.bakeSeconds);
    return { risk: risk + exposed * step.greenShare * requestsPerSecond, left: left - exposed };
  }, { risk: 0, left: detectionSeconds }).risk;
}

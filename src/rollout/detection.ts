import { probabilityOfAtLeast } from './binomial';
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

/** What a guardrail on the share of failed requests sees of the green fleet. */
export interface ErrorRateWatch {
  readonly timing: AlarmTiming;
  /** The share of failed requests, from 0 to 1, above which a datapoint is breaching. */
  readonly threshold: number;
  /** Requests in one period, of which the blue fleet answers `1 - greenShare`, all of them well. */
  readonly requestsPerPeriod: number;
  /** Green's share of these requests: 1 where only its own are counted. */
  readonly greenShare: number;
  /** How long the alarm can watch before the update goes on. */
  readonly bakeSeconds: number;
}

/** How sure a detection has to be to be counted on. */
export const CONFIDENCE = 0.95;

/** How likely the alarm goes off in the bake if green fails this share of its requests. Each request fails on its own. */
export function probabilityOfAlarm(watch: ErrorRateWatch, errorRate: number): number {
  const { timing, threshold, requestsPerPeriod, greenShare } = watch;
  const requests = Math.round(requestsPerPeriod);
  const green = Math.round(requestsPerPeriod * greenShare);
  const breaching = probabilityOfAtLeast(Math.floor(threshold * requests + 1e-9) + 1, green, errorRate);
  const datapoints = Math.floor((watch.bakeSeconds - PUBLICATION_DELAY_SECONDS) / timing.periodSeconds);
  return probabilityOfRun(timing, datapoints, breaching);
}

/**
 * The smallest error rate of the green fleet, from 0 to 1, that sets the alarm off in the bake with the usual confidence, or
 * `undefined` if not even a fleet that fails every request does.
 */
export function detectableErrorRate(watch: ErrorRateWatch): number | undefined {
  if (probabilityOfAlarm(watch, 1) === 0) {
    return undefined;
  }
  let [missed, detected] = [0, 1];
  for (let step = 0; step < 30; step++) {
    const middle = (missed + detected) / 2;
    [missed, detected] = probabilityOfAlarm(watch, middle) < CONFIDENCE ? [middle, detected] : [missed, middle];
  }
  return detected;
}

/** Datapoints of an alarm's window that are told apart one by one; of a longer window only the first M count, so that less is promised. */
const LONGEST_WINDOW = 10;

const BREACHING = 'X';
const GOOD = '0';

/** How likely M of some N datapoints in a row are breaching, where each of so many is on its own with this probability. */
function probabilityOfRun({ datapointsToAlarm, evaluationPeriods }: AlarmTiming, datapoints: number, breaching: number): number {
  const window = evaluationPeriods <= LONGEST_WINDOW ? evaluationPeriods : datapointsToAlarm;
  if (window > LONGEST_WINDOW) {
    return datapoints >= window ? breaching ** window : 0;
  }
  // What the last N - 1 datapoints were, and how likely it is that they were so and nothing went off.
  let quiet = new Map<string, number>([['', 1]]);
  let alarmed = 0;
  for (let datapoint = 0; datapoint < datapoints; datapoint++) {
    const next = new Map<string, number>();
    for (const [history, likely] of quiet) {
      for (const [breach, chance] of [[BREACHING, breaching], [GOOD, 1 - breaching]] as const) {
        const seen = history + breach;
        if (seen.split(BREACHING).length > datapointsToAlarm) {
          alarmed += likely * chance;
        } else {
          const kept = seen.slice(Math.max(0, seen.length - window + 1));
          next.set(kept, (next.get(kept) ?? 0) + likely * chance);
        }
      }
    }
    quiet = next;
  }
  return alarmed;
}

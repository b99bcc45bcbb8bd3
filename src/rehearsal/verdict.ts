import { isWithin } from './scenario/bound';
import { inWords } from './scenario/duration';
import type { Expectations, Outcome } from './scenario/scenario';

/** What came of a deployment, as far as it can be expected. */
export interface Result {
  readonly outcome: Outcome;
  readonly seconds: number;
  /** The alarms that went off in this time. */
  readonly alarms: readonly string[];
  readonly failedRequests: number;
  readonly peakInstances: number;
}

/** One expectation, and what came instead if it does not hold. */
export interface Check {
  readonly what: keyof Expectations;
  readonly expected: string;
  readonly actual: string;
  readonly holds: boolean;
}

/** Holds a deployment's result against what was expected of it. */
export function checksOf(result: Result, expect: Expectations = {}): Check[] {
  const { outcome, withinSeconds, alarm, failedRequests, peakInstances } = expect;
  return [
    ...(outcome === undefined ? [] : [check('outcome', outcome, result.outcome, outcome === result.outcome)]),
    ...(withinSeconds === undefined ? [] : [check('withinSeconds', inWords(withinSeconds), inWords(result.seconds), result.seconds <= withinSeconds)]),
    ...(alarm === undefined ? [] : [check('alarm', alarm, result.alarms.join(', ') || 'none', result.alarms.includes(alarm))]),
    ...bounded('failedRequests', failedRequests, result.failedRequests),
    ...bounded('peakInstances', peakInstances, result.peakInstances),
  ];
}

function bounded(what: 'failedRequests' | 'peakInstances', bound: string | number | undefined, value: number): Check[] {
  return bound === undefined ? [] : [check(what, String(bound), String(value), isWithin(value, bound))];
}

function check(what: keyof Expectations, expected: string, actual: string, holds: boolean): Check {
  return { what, expected, actual, holds };
}

import { inWords } from './plan/words';
import { isWithin } from './scenario/bound';
import type { Expectations, Outcome } from './scenario/scenario';

/** What came of a deployment, as far as it can be expected. */
export interface Result {
  readonly outcome: Outcome;
  readonly seconds: number;
  /** The alarms that went off in this time. */
  readonly alarms: readonly string[];
  readonly failedRequests: number;
  /** Requests that the version got which was deployed. */
  readonly requestsToNewVersion: number;
  readonly peakInstances: number;
  /** The versions that serve afterwards: one, unless endpoints differ. */
  readonly servingVersions: readonly string[];
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
  const { outcome, withinSeconds, alarm, serving } = expect;
  const { alarms, servingVersions, seconds } = result;
  return [
    ...(outcome === undefined ? [] : [check('outcome', outcome, result.outcome, outcome === result.outcome)]),
    ...(withinSeconds === undefined ? [] : [check('withinSeconds', inWords(withinSeconds), inWords(seconds), seconds <= withinSeconds)]),
    ...(alarm === undefined ? [] : [check('alarm', alarm, alarms.join(', ') || 'none', alarms.includes(alarm))]),
    ...COUNTS.flatMap((what) => bounded(what, expect[what], result[what])),
    ...(serving === undefined ? [] : [
      check('serving', serving, servingVersions.join(', ') || 'none', servingVersions.length > 0 && servingVersions.every((version) => version === serving)),
    ]),
  ];
}

/** An expectation as it is written in a scenario: `within 10 min`. */
export function checkInWords({ what, expected, actual, holds }: Check): string {
  return `${what === 'withinSeconds' ? 'within' : what} ${expected}${holds ? '' : `, but it is ${actual}`}`;
}

const COUNTS = ['failedRequests', 'requestsToNewVersion', 'peakInstances'] as const;

function bounded(what: typeof COUNTS[number], bound: string | number | undefined, value: number): Check[] {
  return bound === undefined ? [] : [check(what, String(bound), String(value), isWithin(value, bound))];
}

function check(what: keyof Expectations, expected: string, actual: string, holds: boolean): Check {
  return { what, expected, actual, holds };
}

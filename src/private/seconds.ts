import { Duration, Token } from 'aws-cdk-lib';
import type { Faults } from './faults';
import type { Limit } from '../rollout/limits';

/** A duration in the whole seconds the service counts in, checked against its limit. */
export function seconds(faults: Faults, what: string, duration: Duration, limit: Limit): number {
  const value = duration.toSeconds({ integral: false });
  if (faults.integer(what, value, 'seconds')) {
    faults.within(what, value, limit, `use ${inWords(limit.min)} to ${inWords(limit.max)}`);
  }
  return value;
}

/** Seconds as one writes them in a program: `Duration.minutes(5)`. */
export function inWords(value: number): string {
  if (Token.isUnresolved(value) || value % 60 !== 0 || value === 0) {
    return `Duration.seconds(${value})`;
  }
  return value % 3600 === 0 ? `Duration.hours(${value / 3600})` : `Duration.minutes(${value / 60})`;
}

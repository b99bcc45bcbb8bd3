import type { AlarmState } from '../rollout/alarm';
import { parseCompositeRule, type CompositeRule } from '../rollout/composite-rule';
import { ExpressionError } from '../rollout/expression';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** More alarms than these make too many combinations to try. */
const MANY = 7;

/** What a composite alarm makes of the alarms that it is made of. */
export interface CompositeOutcome {
  readonly never: boolean;
  readonly always: boolean;
  readonly whenAllAre: (state: AlarmState) => boolean;
}

/** Undefined where the rule is not understood here. */
export function compositeOutcome(text: string): CompositeOutcome | undefined {
  const rule = parsed(text);
  if (!rule) {
    return undefined;
  }
  const { alarms, isMet } = rule;
  const outcomes = alarms.length > MANY ? [true, false] : combinations(alarms).map((states) => isMet((alarm) => states.get(alarm)));
  return { never: !outcomes.includes(true), always: !outcomes.includes(false), whenAllAre: (state) => isMet(() => state) };
}

function parsed(text: string): CompositeRule | undefined {
  try {
    return parseCompositeRule(text);
  } catch (error) {
    if (error instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }
}

function combinations(alarms: readonly string[]): Array<Map<string, AlarmState>> {
  const nothing = [new Map<string, AlarmState>()];
  return alarms.reduce((states, alarm) => states.flatMap((known) => STATES.map((state) => new Map([...known, [alarm, state]]))), nothing);
}

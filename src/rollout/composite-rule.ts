import type { AlarmState } from './alarm';
import { ExpressionError, Tokens } from './expression';

/** The state of an alarm by its name or ARN; undefined for one that is not there. */
export type StateOf = (alarm: string) => AlarmState | undefined;

export interface CompositeRule {
  /** Names or ARNs, as written, each once. */
  readonly alarms: readonly string[];
  readonly isMet: (stateOf: StateOf) => boolean;
}

type Condition = CompositeRule['isMet'];

const STATES: readonly string[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] satisfies AlarmState[];
const TOKEN = /"[^"]*"|[()]|[^\s()"]+/;

/**
 * Reads the rule of a composite alarm.
 *
 * Documented: the functions ALARM, OK and INSUFFICIENT_DATA of an alarm's name or ARN, TRUE and FALSE, AND, OR, NOT, parentheses.
 * Inferred: NOT binds tighter than AND, and AND than OR.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseCompositeRule(rule: string): CompositeRule {
  const tokens = new Tokens(rule, TOKEN, 'rule');
  const parser = new Parser(tokens);
  const isMet = parser.either();
  tokens.end();
  return { isMet, alarms: [...parser.alarms] };
}

class Parser {
  readonly alarms = new Set<string>();

  constructor(private readonly tokens: Tokens) {}

  either(): Condition {
    let left = this.both();
    while (this.tokens.takeIf(['OR'])) {
      const [a, b] = [left, this.both()];
      left = (stateOf) => a(stateOf) || b(stateOf);
    }
    return left;
  }

  private both(): Condition {
    let left = this.condition();
    while (this.tokens.takeIf(['AND'])) {
      const [a, b] = [left, this.condition()];
      left = (stateOf) => a(stateOf) && b(stateOf);
    }
    return left;
  }

  private condition(): Condition {
    const token = this.tokens.take('a condition');
    switch (token) {
      case 'NOT': {
        const negated = this.condition();
        return (stateOf) => !negated(stateOf);
      }
      case '(': {
        const inner = this.either();
        this.tokens.expect(')');
        return inner;
      }
      case 'TRUE': return () => true;
      case 'FALSE': return () => false;
      default: return this.stateCondition(token);
    }
  }

  private stateCondition(state: string): Condition {
    if (!STATES.includes(state)) {
      throw new ExpressionError(`'${state}' is not simulated, there are ${STATES.join(', ')}, TRUE, FALSE, AND, OR, NOT`);
    }
    this.tokens.expect('(');
    const token = this.tokens.take('an alarm');
    if (token === '(' || token === ')') {
      throw new ExpressionError(`expected an alarm, got '${token}'`);
    }
    this.tokens.expect(')');
    const alarm = token.replaceAll('"', '');
    this.alarms.add(alarm);
    return (stateOf) => stateOf(alarm) === state;
  }
}

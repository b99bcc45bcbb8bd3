import type { AlarmState } from '../rollout/alarm';

/** The state of an alarm by its name or ARN; undefined for one that is not there. */
export type StateOf = (alarm: string) => AlarmState | undefined;

export interface CompositeRule {
  /** Names or ARNs, as written, each once. */
  readonly alarms: readonly string[];
  readonly isMet: (stateOf: StateOf) => boolean;
}

/** What is wrong with a rule; the caller words the refusal. */
export class CompositeRuleError extends Error {}

type Condition = CompositeRule['isMet'];

const STATES: readonly string[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] satisfies AlarmState[];
const TOKEN = /\s*(?:"([^"]*)"|([()])|([^\s()"]+))/y;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Reads the rule of a composite alarm.
 *
 * Documented: the functions ALARM, OK and INSUFFICIENT_DATA of an alarm's name or ARN, TRUE and FALSE, AND, OR, NOT, parentheses.
 * Inferred: NOT binds tighter than AND, and AND than OR.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseCompositeRule(rule: string): CompositeRule {
  const parser = new Parser(tokens(rule));
  const isMet = parser.either();
  parser.end();
  return { isMet, alarms: [...parser.alarms] };
}

class Parser {
  readonly alarms = new Set<string>();
  private position = 0;

  constructor(private readonly rest: readonly Token[]) {}

  either(): Condition {
    let left = this.both();
    while (this.takeIf('OR')) {
      const [a, b] = [left, this.both()];
      left = (stateOf) => a(stateOf) || b(stateOf);
    }
    return left;
  }

  end(): void {
    if (this.position < this.rest.length) {
      throw new CompositeRuleError(`unexpected '${this.rest[this.position].text}'`);
    }
  }

  private both(): Condition {
    let left = this.condition();
    while (this.takeIf('AND')) {
      const [a, b] = [left, this.condition()];
      left = (stateOf) => a(stateOf) && b(stateOf);
    }
    return left;
  }

  private condition(): Condition {
    const { text } = this.take('a condition');
    switch (text) {
      case 'NOT': {
        const negated = this.condition();
        return (stateOf) => !negated(stateOf);
      }
      case '(': {
        const inner = this.either();
        this.expect(')');
        return inner;
      }
      case 'TRUE': return () => true;
      case 'FALSE': return () => false;
      default: return this.stateCondition(text);
    }
  }

  private stateCondition(state: string): Condition {
    if (!STATES.includes(state)) {
      throw new CompositeRuleError(`'${state}' is not simulated, there are ${STATES.join(', ')}, TRUE, FALSE, AND, OR, NOT`);
    }
    this.expect('(');
    const { text: alarm, quoted } = this.take('an alarm');
    if (!quoted && (alarm === '(' || alarm === ')')) {
      throw new CompositeRuleError(`expected an alarm, got '${alarm}'`);
    }
    this.expect(')');
    this.alarms.add(alarm);
    return (stateOf) => stateOf(alarm) === state;
  }

  private takeIf(text: string): boolean {
    const found = this.rest[this.position]?.text === text;
    this.position += found ? 1 : 0;
    return found;
  }

  private expect(text: string): void {
    const found = this.take(`'${text}'`);
    if (found.text !== text || found.quoted) {
      throw new CompositeRuleError(`expected '${text}', got '${found.text}'`);
    }
  }

  private take(what: string): Token {
    if (this.position === this.rest.length) {
      throw new CompositeRuleError(`expected ${what}, but the rule ends`);
    }
    return this.rest[this.position++];
  }
}

function tokens(rule: string): Token[] {
  const found: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const text = rule.trimEnd();
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      throw new CompositeRuleError(`unexpected '${text.slice(start).trim().charAt(0)}'`);
    }
    found.push({ text: match[1] ?? match[2] ?? match[3], quoted: match[1] !== undefined });
  }
  return found;
}

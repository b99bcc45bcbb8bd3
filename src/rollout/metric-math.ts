import { ExpressionError, Tokens, tokenize } from './expression';
import {
  AGGREGATES, ARITY, FILLERS, FUNCTIONS, aggregate, isSeveral, pointwise, type Argument, type Filler, type MathContext, type Operand, type Pointwise,
} from './metric-functions';

export type { Operand } from './metric-functions';

type Evaluator = (context: MathContext) => Operand;

const TOKEN = /\d+(?:\.\d+)?|[A-Za-z_]\w*|>=|<=|==|!=|&&|\|\||[-+*/^()<>,[\]]/;

const truth = (value: boolean) => (value ? 1 : 0);
const or: Pointwise = (a, b) => truth(a !== 0 || b !== 0);
const and: Pointwise = (a, b) => truth(a !== 0 && b !== 0);

/** By how tightly they bind, the loosest first. */
const OPERATORS: ReadonlyArray<Readonly<Record<string, Pointwise>>> = [
  { 'OR': or, '||': or },
  { 'AND': and, '&&': and },
  {
    '>': (a, b) => truth(a > b),
    '<': (a, b) => truth(a < b),
    '>=': (a, b) => truth(a >= b),
    '<=': (a, b) => truth(a <= b),
    '==': (a, b) => truth(a === b),
    '!=': (a, b) => truth(a !== b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
  { '^': (a, b) => a ** b },
];

/** What of metric math is simulated, for refusals. */
const SIMULATED_MATH = `+ - * / ^, comparisons, AND, OR, ${[...Object.keys(FUNCTIONS), ...Object.keys(AGGREGATES), 'METRICS', 'METRIC_COUNT'].join(', ')}`;

/**
 * Reads a metric math expression.
 *
 * Documented: a period that one of the operands has no value for has none in the result, and neither has one that
 * divides by zero.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseMath(expression: string): Evaluator {
  const known = READ.get(expression);
  if (known) {
    return known;
  }
  const tokens = new Tokens(expression, TOKEN, 'expression');
  const evaluator = new Parser(tokens).operation(0);
  tokens.end();
  READ.set(expression, evaluator);
  return evaluator;
}

/** Each is read once: an alarm evaluates its own every minute. */
const READ = new Map<string, Evaluator>();

/** Whether the expression is of all metrics that there are. */
export function usesAllMetrics(expression: string): boolean {
  return tokenize(expression, TOKEN).includes('METRICS');
}

/** The ids of other queries that an expression refers to. */
export function idsIn(expression: string): string[] {
  return tokenize(expression, TOKEN).filter((token) => /^[a-z]/.test(token));
}

class Parser {
  constructor(private readonly tokens: Tokens) {}

  operation(level: number): Evaluator {
    if (level === OPERATORS.length) {
      return this.unary();
    }
    const names = Object.keys(OPERATORS[level]);
    let left = this.operation(level + 1);
    for (let name = this.tokens.takeIf(names); name; name = this.tokens.takeIf(names)) {
      const [a, b, apply] = [left, this.operation(level + 1), OPERATORS[level][name]];
      left = (context) => pointwise(context.periods, apply, [a(context), b(context)]);
    }
    return left;
  }

  private unary(): Evaluator {
    const token = this.tokens.take('a value');
    if (token === '-') {
      const operand = this.unary();
      return (context) => pointwise(context.periods, (value) => -value, [operand(context)]);
    }
    if (token === '(') {
      const inner = this.operation(0);
      this.tokens.expect(')');
      return inner;
    }
    if (/^\d/.test(token)) {
      return () => Number(token);
    }
    return /^[a-z]/.test(token) ? ({ operandOf }) => operandOf(token) : this.call(token);
  }

  private call(name: string): Evaluator {
    if (name === 'METRIC_COUNT') {
      const several = this.inBrackets(() => this.series());
      return (context) => {
        const given = several(context);
        return isSeveral(given) ? given.length : 1;
      };
    }
    if (!Object.hasOwn(FUNCTIONS, name) && !Object.hasOwn(AGGREGATES, name)) {
      throw new ExpressionError(`${name} is not simulated, there are ${SIMULATED_MATH}`);
    }
    if (Object.hasOwn(AGGREGATES, name)) {
      const argument = this.inBrackets(() => this.series());
      return (context) => aggregate(context.periods, AGGREGATES[name], argument(context));
    }
    this.tokens.expect('(');
    return this.function(name);
  }

  private function(name: string): Evaluator {
    const operands = [this.operation(0)];
    while (this.tokens.takeIf([','])) {
      const filler = name === 'FILL' && operands.length === 1 ? this.tokens.takeIf(Object.keys(FILLERS)) : undefined;
      if (filler !== undefined) {
        this.tokens.expect(')');
        return (context) => FILLERS[filler as Filler](context, operands[0](context));
      }
      operands.push(this.operation(0));
    }
    this.tokens.expect(')');
    const arity = ARITY[name] ?? [1];
    if (!arity.includes(operands.length)) {
      throw new ExpressionError(`${name} takes ${arity.join(' or ')} operands, got ${operands.length}`);
    }
    return (context) => FUNCTIONS[name](context, operands.map((operand) => operand(context)));
  }

  private inBrackets<T>(read: () => T): T {
    this.tokens.expect('(');
    const inner = read();
    this.tokens.expect(')');
    return inner;
  }

  private series(): (context: MathContext) => Argument {
    if (this.tokens.takeIf(['METRICS'])) {
      this.tokens.expect('(');
      this.tokens.expect(')');
      return ({ metrics }) => metrics();
    }
    if (this.tokens.takeIf(['['])) {
      const operands = this.list(']');
      return (context) => operands.map((operand) => operand(context));
    }
    return this.operation(0);
  }

  private list(end: string): Evaluator[] {
    const operands = [this.operation(0)];
    while (this.tokens.takeIf([','])) {
      operands.push(this.operation(0));
    }
    this.tokens.expect(end);
    return operands;
  }
}

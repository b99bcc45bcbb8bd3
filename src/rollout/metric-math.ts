import { ExpressionError, Tokens, tokenize } from './expression';

/** A value by the start of its period; a plain number holds for all periods. */
export type Operand = number | ReadonlyMap<number, number>;

/** What a function is given: an operand, or several between brackets. */
type Argument = Operand | readonly Operand[];

/** What an expression is evaluated in: the other queries by their ids, and the periods asked for. */
export interface MathContext {
  readonly operandOf: (id: string) => Operand;
  /** Starts of the periods, oldest first. */
  readonly periods: readonly number[];
}

type Evaluator = (context: MathContext) => Operand;
type Pointwise = (...values: number[]) => number;

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

/** Of one series, its value over all periods; of several, a series. */
const AGGREGATES: Readonly<Record<string, Pointwise>> = {
  AVG: (...values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MAX: (...values) => Math.max(...values),
  MIN: (...values) => Math.min(...values),
  SUM: (...values) => values.reduce((sum, value) => sum + value, 0),
};

const FUNCTIONS: Readonly<Record<string, (context: MathContext, operands: Operand[]) => Operand>> = {
  IF: ({ periods }, [condition, ...branches]) => choose(periods, condition, branches),
  FILL: ({ periods }, [series, value]) => fill(periods, series, value),
  ABS: ({ periods }, [value]) => pointwise(periods, Math.abs, [value]),
  CEIL: ({ periods }, [value]) => pointwise(periods, Math.ceil, [value]),
  FLOOR: ({ periods }, [value]) => pointwise(periods, Math.floor, [value]),
};

const ARITY: Readonly<Record<string, readonly number[]>> = { IF: [2, 3], FILL: [2], ABS: [1], CEIL: [1], FLOOR: [1] };

/** What of metric math is simulated, for refusals. */
const SIMULATED_MATH = `+ - * / ^, comparisons, AND, OR, ${[...Object.keys(FUNCTIONS), ...Object.keys(AGGREGATES)].join(', ')}`;

/**
 * Reads a metric math expression.
 *
 * Documented: a period that one of the operands has no value for has none in the result, and neither has one that
 * divides by zero.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseMath(expression: string): Evaluator {
  const tokens = new Tokens(expression, TOKEN, 'expression');
  const evaluator = new Parser(tokens).operation(0);
  tokens.end();
  return evaluator;
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
    if (!Object.hasOwn(FUNCTIONS, name) && !Object.hasOwn(AGGREGATES, name)) {
      throw new ExpressionError(`${name} is not simulated, there are ${SIMULATED_MATH}`);
    }
    this.tokens.expect('(');
    return Object.hasOwn(AGGREGATES, name) ? this.aggregate(name) : this.function(name);
  }

  private function(name: string): Evaluator {
    const operands = this.list(')');
    if (!ARITY[name].includes(operands.length)) {
      throw new ExpressionError(`${name} takes ${ARITY[name].join(' or ')} operands, got ${operands.length}`);
    }
    return (context) => FUNCTIONS[name](context, operands.map((operand) => operand(context)));
  }

  private aggregate(name: string): Evaluator {
    const argument = this.series();
    this.tokens.expect(')');
    return (context) => {
      const { periods } = context;
      const given = argument(context);
      if (isSeveral(given)) {
        return ofSeveral(periods, AGGREGATES[name], given);
      }
      const values = periods.flatMap((period) => valueAt(given, period) ?? []);
      return values.length === 0 ? new Map() : AGGREGATES[name](...values);
    };
  }

  private series(): (context: MathContext) => Argument {
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

function pointwise(periods: readonly number[], apply: Pointwise, operands: readonly Operand[]): Operand {
  return seriesOf(periods, (period) => {
    const values = operands.map((operand) => valueAt(operand, period));
    return values.every((value) => value !== undefined) ? apply(...values) : undefined;
  });
}

function isSeveral(argument: Argument): argument is readonly Operand[] {
  return Array.isArray(argument);
}

/** A period counts those that have a value for it. */
function ofSeveral(periods: readonly number[], apply: Pointwise, operands: readonly Operand[]): Operand {
  return seriesOf(periods, (period) => {
    const values = operands.flatMap((operand) => valueAt(operand, period) ?? []);
    return values.length === 0 ? undefined : apply(...values);
  });
}

/** Only the operand that is chosen has to have a value; without one there is no datapoint. */
function choose(periods: readonly number[], condition: Operand, [then, otherwise = new Map()]: readonly Operand[]): Operand {
  return seriesOf(periods, (period) => {
    const chosen = valueAt(condition, period);
    return chosen === undefined ? undefined : valueAt(chosen !== 0 ? then : otherwise, period);
  });
}

function fill(periods: readonly number[], series: Operand, filler: Operand): Operand {
  return seriesOf(periods, (period) => valueAt(series, period) ?? valueAt(filler, period));
}

/** What the periods have, where it is a number. */
function seriesOf(periods: readonly number[], compute: (period: number) => number | undefined): Operand {
  const series = new Map<number, number>();
  for (const period of periods) {
    const value = compute(period);
    if (Number.isFinite(value)) {
      series.set(period, value!);
    }
  }
  return series;
}

function valueAt(operand: Operand, period: number): number | undefined {
  return typeof operand === 'number' ? operand : operand.get(period);
}

/** A value by the start of its period; a plain number holds for all periods. */
export type Operand = number | ReadonlyMap<number, number>;

/** What an expression is evaluated in: the other queries by their ids, and the periods asked for. */
export interface MathContext {
  readonly operandOf: (id: string) => Operand;
  /** Starts of the periods, oldest first. */
  readonly periods: readonly number[];
}

/** What is wrong with an expression; the caller words the refusal. */
export class MathError extends Error {}

type Evaluator = (context: MathContext) => Operand;
type Pointwise = (...values: number[]) => number;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(>=|<=|==|!=|[-+*/^()<>,[\]]))/y;

const truth = (value: boolean) => (value ? 1 : 0);

/** By how tightly they bind, the loosest first. */
const OPERATORS: ReadonlyArray<Readonly<Record<string, Pointwise>>> = [
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

const FUNCTIONS: Readonly<Record<string, (context: MathContext, operands: Operand[]) => Operand>> = {
  IF: ({ periods }, [condition, then, otherwise]) => choose(periods, condition, [then, otherwise]),
  FILL: ({ periods }, [series, value]) => fill(periods, series, value),
  ABS: ({ periods }, [value]) => pointwise(periods, Math.abs, [value]),
  CEIL: ({ periods }, [value]) => pointwise(periods, Math.ceil, [value]),
  FLOOR: ({ periods }, [value]) => pointwise(periods, Math.floor, [value]),
};

const ARITY: Readonly<Record<string, number>> = { IF: 3, FILL: 2, ABS: 1, CEIL: 1, FLOOR: 1 };

/** What of metric math is simulated, for refusals. */
const SIMULATED_MATH = `+ - * / ^, comparisons, ${Object.keys(FUNCTIONS).join(', ')}`;

/**
 * Reads a metric math expression.
 *
 * Documented: a period that one of the operands has no value for has none in the result, and neither has one that
 * divides by zero.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseMath(expression: string): Evaluator {
  const parser = new Parser(tokens(expression));
  const evaluator = parser.operation(0);
  parser.end();
  return evaluator;
}

/** The ids of other queries that an expression refers to. */
export function idsIn(expression: string): string[] {
  return tokens(expression).filter((token) => /^[a-z]/.test(token));
}

class Parser {
  private position = 0;

  constructor(private readonly rest: readonly string[]) {}

  operation(level: number): Evaluator {
    if (level === OPERATORS.length) {
      return this.unary();
    }
    let left = this.operation(level + 1);
    for (let operator = this.takeOperator(level); operator; operator = this.takeOperator(level)) {
      const [a, b, apply] = [left, this.operation(level + 1), operator];
      left = (context) => pointwise(context.periods, apply, [a(context), b(context)]);
    }
    return left;
  }

  end(): void {
    if (this.position < this.rest.length) {
      throw new MathError(`unexpected '${this.rest[this.position]}'`);
    }
  }

  private takeOperator(level: number): Pointwise | undefined {
    const token = this.rest[this.position];
    if (token === undefined || !Object.hasOwn(OPERATORS[level], token)) {
      return undefined;
    }
    this.position += 1;
    return OPERATORS[level][token];
  }

  private unary(): Evaluator {
    const token = this.take('a value');
    if (token === '-') {
      const operand = this.unary();
      return (context) => pointwise(context.periods, (value) => -value, [operand(context)]);
    }
    if (token === '(') {
      const inner = this.operation(0);
      this.expect(')');
      return inner;
    }
    if (/^\d/.test(token)) {
      return () => Number(token);
    }
    return /^[a-z]/.test(token) ? ({ operandOf }) => operandOf(token) : this.call(token);
  }

  private call(name: string): Evaluator {
    if (!Object.hasOwn(FUNCTIONS, name)) {
      throw new MathError(`${name} is not simulated, there are ${SIMULATED_MATH}`);
    }
    this.expect('(');
    const operands = [this.operation(0)];
    while (this.rest[this.position] === ',') {
      this.position += 1;
      operands.push(this.operation(0));
    }
    this.expect(')');
    if (operands.length !== ARITY[name]) {
      throw new MathError(`${name} takes ${ARITY[name]} operands, got ${operands.length}`);
    }
    return (context) => FUNCTIONS[name](context, operands.map((operand) => operand(context)));
  }

  private expect(token: string): void {
    const found = this.take(`'${token}'`);
    if (found !== token) {
      throw new MathError(`expected '${token}', got '${found}'`);
    }
  }

  private take(what: string): string {
    if (this.position === this.rest.length) {
      throw new MathError(`expected ${what}, but the expression ends`);
    }
    return this.rest[this.position++];
  }
}

function tokens(expression: string): string[] {
  const found: string[] = [];
  const pattern = new RegExp(TOKEN);
  const text = expression.trimEnd();
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      throw new MathError(`unexpected '${text.slice(start).trim().charAt(0)}'`);
    }
    found.push(match[1] ?? match[2] ?? match[3]);
  }
  return found;
}

function pointwise(periods: readonly number[], apply: Pointwise, operands: readonly Operand[]): Operand {
  if (operands.every((operand) => typeof operand === 'number')) {
    return apply(...operands as number[]);
  }
  const result = new Map<number, number>();
  for (const period of periods) {
    const values = operands.map((operand) => valueAt(operand, period));
    const value = values.every((one) => one !== undefined) ? apply(...values) : NaN;
    if (Number.isFinite(value)) {
      result.set(period, value);
    }
  }
  return result;
}

/** Only the operand that is chosen has to have a value. */
function choose(periods: readonly number[], condition: Operand, [then, otherwise]: readonly Operand[]): Operand {
  return new Map(periods.flatMap((period): Array<[number, number]> => {
    const chosen = valueAt(condition, period);
    const value = chosen === undefined ? undefined : valueAt(chosen !== 0 ? then : otherwise, period);
    return value === undefined ? [] : [[period, value]];
  }));
}

function fill(periods: readonly number[], series: Operand, filler: Operand): Operand {
  return new Map(periods.flatMap((period): Array<[number, number]> => {
    const value = valueAt(series, period) ?? valueAt(filler, period);
    return value === undefined ? [] : [[period, value]];
  }));
}

function valueAt(operand: Operand, period: number): number | undefined {
  return typeof operand === 'number' ? operand : operand.get(period);
}

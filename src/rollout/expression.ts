/** What is wrong with an expression; the caller words the refusal. */
export class ExpressionError extends Error {}

/** The tokens of an expression, taken from left to right. */
export class Tokens {
  private readonly tokens: readonly string[];
  private position = 0;

  /**
   * @param token What a token is. Between tokens is white space.
   * @param what What the expression is called, for refusals.
   */
  constructor(expression: string, token: RegExp, private readonly what: string) {
    this.tokens = tokenize(expression, token);
  }

  take(wanted: string): string {
    if (this.position === this.tokens.length) {
      throw new ExpressionError(`expected ${wanted}, but the ${this.what} ends`);
    }
    return this.tokens[this.position++];
  }

  /** The next token, if it is one of these. */
  takeIf(wanted: readonly string[]): string | undefined {
    const next = this.tokens[this.position];
    if (!wanted.includes(next)) {
      return undefined;
    }
    this.position += 1;
    return next;
  }

  expect(token: string): void {
    const found = this.take(`'${token}'`);
    if (found !== token) {
      throw new ExpressionError(`expected '${token}', got '${found}'`);
    }
  }

  end(): void {
    if (this.position < this.tokens.length) {
      throw new ExpressionError(`unexpected '${this.tokens[this.position]}'`);
    }
  }
}

/** The tokens of an expression, as they are written in it. */
export function tokenize(expression: string, token: RegExp): string[] {
  const pattern = new RegExp(`\\s*(${token.source})`, 'y');
  const text = expression.trimEnd();
  const found: string[] = [];
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      throw new ExpressionError(`unexpected '${text.slice(start).trimStart().charAt(0)}'`);
    }
    found.push(match[1]);
  }
  return found;
}

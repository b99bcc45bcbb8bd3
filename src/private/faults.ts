import { isTokenNumber } from './token-number';
import type { Limit } from '../rollout/limits';

/** Everything that is wrong with one props object, told at once. */
export class Faults {
  private readonly found: string[] = [];

  constructor(private readonly subject: string) {}

  get any(): boolean {
    return this.found.length > 0;
  }

  /** Each by itself. */
  get each(): readonly string[] {
    return this.found;
  }

  /** Each with what it is about. */
  get all(): string[] {
    return this.found.map((fault) => `${this.subject}: ${fault}`);
  }

  add(fault: string): void {
    this.found.push(fault);
  }

  /** Whether the value is a whole number; a token passes, because nothing is known of it yet. */
  integer(what: string, value: number, unit: string): boolean {
    if (isTokenNumber(value) || Number.isInteger(value)) {
      return true;
    }
    this.add(`${what} is ${value}, a whole number of ${unit} is needed${Number.isFinite(value) ? `; use ${Math.floor(value)} or ${Math.ceil(value)}` : ''}`);
    return false;
  }

  /** Checks a number against a limit of the service. */
  within(what: string, value: number, limit: Limit, remedy: string): void {
    if (!isTokenNumber(value) && !(value >= limit.min && value <= limit.max)) {
      const unit = limit.unit === 'percent' ? '%' : limit.unit;
      this.add(`${what} is ${value} ${unit}, ${limit.min} to ${limit.max} are allowed (${limit.name}, ${limit.source}); ${remedy}`);
    }
  }

  throwIfAny(): void {
    if (this.found.length === 1) {
      throw new Error(`${this.subject}: ${this.found[0]}`);
    }
    if (this.found.length > 1) {
      throw new Error(`${this.subject}: ${this.found.length} faults\n${this.found.map((fault) => `- ${fault}`).join('\n')}`);
    }
  }
}

/** Names as a sentence lists them: `'a', 'b' and 'c'`. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}`;
}

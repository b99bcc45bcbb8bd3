import { InvalidArgumentError, Option } from 'commander';

/** A reader of one command line argument: a number within bounds, in words that say what would do. */
export function numberFrom(least: number, most: number, what: string): (text: string) => number {
  return (text) => {
    const value = /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
    if (Number.isNaN(value) || value < least || value > most) {
      throw new InvalidArgumentError(`${what} is a number from ${least} to ${most}`);
    }
    return value;
  };
}

export function wholeNumberFrom(least: number, most: number, what: string): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isNaN(value) || value < least || value > most) {
      throw new InvalidArgumentError(`${what} is a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

/** The traffic, where no scenario says what it is. */
export function rateWithoutScenario(): Option {
  return new Option('--requests-per-second <n>', 'traffic of each endpoint, where there is no scenario (default: 10)')
    .argParser(numberFrom(0, 1_000_000, 'a rate of requests'))
    .conflicts('scenario');
}

export function timeFrom(text: string): Date {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('a time is written as in ISO 8601: 2026-01-01T00:00:00Z');
  }
  return time;
}

export function regionFrom(text: string): string {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) {
    throw new InvalidArgumentError('a region is written like us-east-1');
  }
  return text;
}

/** A value by the start of its period, in milliseconds since 1970; a plain number holds for all periods. */
export type Operand = number | ReadonlyMap<number, number>;

/** What a function is given: an operand, or several between brackets. */
export type Argument = Operand | readonly Operand[];

/** What an expression is evaluated in: the other queries by their ids, and the periods asked for. */
export interface MathContext {
  readonly operandOf: (id: string) => Operand;
  /** Starts of the periods, oldest first. */
  readonly periods: readonly number[];
  /** Length of the periods, for `RATE` and `PERIOD`. */
  readonly periodSeconds: number;
  /** All metrics that there are, none of them an expression, for `METRICS`. */
  readonly metrics: () => readonly Operand[];
}

export type Pointwise = (...values: number[]) => number;

const sum: Pointwise = (...values) => values.reduce((total, value) => total + value, 0);
const average: Pointwise = (...values) => sum(...values) / values.length;

/** Of one series, its value over all periods; of several, a series. */
export const AGGREGATES: Readonly<Record<string, Pointwise>> = {
  AVG: average,
  MAX: (...values) => Math.max(...values),
  MIN: (...values) => Math.min(...values),
  SUM: sum,
  STDDEV: (...values) => Math.sqrt(average(...values.map((value) => (value - average(...values)) ** 2))),
  DATAPOINT_COUNT: (...values) => values.length,
};

type Fn = (context: MathContext, operands: readonly Operand[]) => Operand;

/** In UTC, by the start of a period. */
const CALENDAR: Readonly<Record<string, (time: Date) => number>> = {
  MINUTE: (time) => time.getUTCMinutes(),
  HOUR: (time) => time.getUTCHours(),
  DAY: (time) => time.getUTCDay() || 7,
  DATE: (time) => time.getUTCDate(),
  MONTH: (time) => time.getUTCMonth() + 1,
  YEAR: (time) => time.getUTCFullYear(),
  EPOCH: (time) => time.getTime() / 1000,
};

export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  IF: ({ periods }, [condition, ...branches]) => choose(periods, condition, branches),
  FILL: ({ periods }, [series, value]) => fill(periods, series, value),
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  RATE: ({ periods }, [series]) => between(periods, series, (before, now) => (now.value - before.value) / secondsBetween(before, now)),
  DIFF: ({ periods }, [series]) => between(periods, series, (before, now) => now.value - before.value),
  DIFF_TIME: ({ periods }, [series]) => between(periods, series, secondsBetween),
  RUNNING_SUM: ({ periods }, [series]) => runningSum(periods, series),
  PERIOD: ({ periodSeconds }) => periodSeconds,
  TIME_SERIES: ({ periods }, [value]) => seriesOf(periods, (period) => valueAt(value, period)),
  ...Object.fromEntries(Object.entries(CALENDAR).map(([name, read]): [string, Fn] => [
    name, ({ periods }, [series]) => seriesOf(periods, (period) => (valueAt(series, period) === undefined ? undefined : read(new Date(period)))),
  ])),
};

/** How many operands a function takes; one, where nothing else is said. */
export const ARITY: Readonly<Record<string, readonly number[]>> = { IF: [2, 3], FILL: [2] };

export type Filler = 'REPEAT' | 'LINEAR';

/** With the value before the gap; between those on both sides of it. */
export const FILLERS: Readonly<Record<Filler, (context: MathContext, series: Operand) => Operand>> = {
  REPEAT: ({ periods }, series) => {
    let last: number | undefined;
    return seriesOf(periods, (period) => (last = valueAt(series, period) ?? last));
  },
  LINEAR: ({ periods }, series) => {
    const known = datapointsOf(periods, series);
    return seriesOf(periods, (period) => {
      const before = known.filter((other) => other.period <= period).at(-1);
      const after = known.find((other) => other.period >= period);
      return before && after && onLineBetween(before, after, period);
    });
  },
};

function each(apply: Pointwise): Fn {
  return ({ periods }, [value]) => pointwise(periods, apply, [value]);
}

export function pointwise(periods: readonly number[], apply: Pointwise, operands: readonly Operand[]): Operand {
  return seriesOf(periods, (period) => {
    const values = operands.map((operand) => valueAt(operand, period));
    return values.every((value) => value !== undefined) ? apply(...values) : undefined;
  });
}

/** Several become a series, of which a period counts those that have a value for it; one becomes a number. */
export function aggregate(periods: readonly number[], apply: Pointwise, argument: Argument): Operand {
  if (!isSeveral(argument)) {
    const values = periods.flatMap((period) => valueAt(argument, period) ?? []);
    return values.length === 0 ? new Map() : apply(...values);
  }
  return seriesOf(periods, (period) => {
    const values = argument.flatMap((operand) => valueAt(operand, period) ?? []);
    return values.length === 0 ? undefined : apply(...values);
  });
}

export function isSeveral(argument: Argument): argument is readonly Operand[] {
  return Array.isArray(argument);
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

interface Datapoint {
  readonly period: number;
  readonly value: number;
}

function datapointsOf(periods: readonly number[], series: Operand): Datapoint[] {
  return periods.map((period) => ({ period, value: valueAt(series, period) })).filter((one): one is Datapoint => one.value !== undefined);
}

function onLineBetween(before: Datapoint, after: Datapoint, period: number): number {
  return before === after ? before.value
    : before.value + ((after.value - before.value) * (period - before.period)) / (after.period - before.period);
}

/** Of each datapoint and the one before it, however long ago that was; the first has none before it. */
function between(periods: readonly number[], series: Operand, compute: (before: Datapoint, now: Datapoint) => number): Operand {
  let before: Datapoint | undefined;
  return seriesOf(periods, (period) => {
    const value = valueAt(series, period);
    const now = value === undefined ? undefined : { period, value };
    const result = before && now ? compute(before, now) : undefined;
    before = now ?? before;
    return result;
  });
}

function secondsBetween(before: Datapoint, now: Datapoint): number {
  return (now.period - before.period) / 1000;
}

function runningSum(periods: readonly number[], series: Operand): Operand {
  let total = 0;
  return seriesOf(periods, (period) => {
    const value = valueAt(series, period);
    return value === undefined ? undefined : (total += value);
  });
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

import type { Distribution } from './distribution';
import { sum } from '../rollout/sum';

/** A bound of the values that a statistic is about: a value, or a percentage of the values. */
interface Bound {
  readonly amount: number;
  readonly isPercent: boolean;
}

interface Bounds {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
}

/** Values of about the same size, and how many there are. */
type Cell = readonly [value: number, count: number];

type Compute = (cells: readonly Cell[], bounds: Bounds) => number | undefined;

const COMPUTE: Readonly<Record<string, Compute>> = {
  TM: (cells, bounds) => mean(within(cells, bounds)),
  TC: (cells, bounds) => countOf(within(cells, bounds)),
  TS: (cells, bounds) => sumOf(within(cells, bounds)),
  WM: winsorizedMean,
  PR: (cells, bounds) => (countOf(within(cells, bounds)) / countOf(cells)) * 100,
};

const SHORT = /^(tm|tc|ts|wm)(\d{1,2}(?:\.\d{1,10})?|100)$/i;
const LONG = /^(TM|TC|TS|WM|PR)\((\d+(?:\.\d{1,10})?%?)?:(\d+(?:\.\d{1,10})?%?)?\)$/i;
const MIDDLE_HALF: Bounds = { lower: percent(25), upper: percent(75) };

/**
 * Trimmed means, counts and sums, winsorized means, percentile ranks and the interquartile mean; undefined for what is none.
 *
 * Documented: what they are, that a lower bound is left out and an upper one counts, and that percentile ranks are between values.
 * Chosen: percentages are of whole values, rounded; and where nothing is left a mean has no value.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function trimmedStatisticOf(name: string): ((values: Distribution) => number | undefined) | undefined {
  const asked = parse(name);
  return asked && (({ cells }: Distribution) => (cells === undefined ? undefined : COMPUTE[asked.kind](cells, asked)));
}

function parse(name: string): (Bounds & { readonly kind: string }) | undefined {
  if (/^iqm$/i.test(name)) {
    return { kind: 'TM', ...MIDDLE_HALF };
  }
  const short = SHORT.exec(name);
  if (short) {
    return { kind: short[1].toUpperCase(), lower: undefined, upper: percent(Number(short[2])) };
  }
  const long = LONG.exec(name);
  if (!long || (long[2] === undefined && long[3] === undefined)) {
    return undefined;
  }
  const bounds: Bounds = { lower: boundOf(long[2]), upper: boundOf(long[3]) };
  return isPossible(long[1].toUpperCase(), bounds) ? { kind: long[1].toUpperCase(), ...bounds } : undefined;
}

function isPossible(kind: string, { lower, upper }: Bounds): boolean {
  const given = [lower, upper].filter((bound) => bound !== undefined);
  const alike = given.every(({ isPercent }) => isPercent === given[0].isPercent);
  const ordered = !lower || !upper || lower.amount < upper.amount;
  return alike && ordered && given.every(({ isPercent, amount }) => !isPercent || (kind !== 'PR' && amount <= 100));
}

function boundOf(text: string | undefined): Bound | undefined {
  return text === undefined ? undefined : { amount: Number(text.replace('%', '')), isPercent: text.endsWith('%') };
}

function percent(amount: number): Bound {
  return { amount, isPercent: true };
}

function within(cells: readonly Cell[], bounds: Bounds): Cell[] {
  const total = countOf(cells);
  const [from, to] = [rankOf(cells, bounds.lower, 0), rankOf(cells, bounds.upper, total)];
  let seen = 0;
  return cells.flatMap(([value, count]): Cell[] => {
    const kept = Math.min(seen + count, to) - Math.max(seen, from);
    seen += count;
    return kept > 0 ? [[value, kept]] : [];
  });
}

/** How many values are not above a bound. */
function rankOf(cells: readonly Cell[], bound: Bound | undefined, otherwise: number): number {
  if (!bound) {
    return otherwise;
  }
  return bound.isPercent ? Math.round((bound.amount / 100) * countOf(cells)) : countOf(cells.filter(([value]) => value <= bound.amount));
}

/** What is out of bounds counts as what is at the bound. */
function winsorizedMean(cells: readonly Cell[], { lower, upper }: Bounds): number | undefined {
  const kept = within(cells, { lower, upper });
  const below = rankOf(cells, lower, 0);
  const above = countOf(cells) - rankOf(cells, upper, countOf(cells));
  return mean([...times(below, edge(lower, kept[0])), ...kept, ...times(above, edge(upper, kept[kept.length - 1]))]);
}

function times(count: number, value: number | undefined): Cell[] {
  return value === undefined ? [] : [[value, count]];
}

function edge(bound: Bound | undefined, outermost: Cell | undefined): number | undefined {
  return bound && !bound.isPercent ? bound.amount : outermost?.[0];
}

function mean(cells: readonly Cell[]): number | undefined {
  const count = countOf(cells);
  return count === 0 ? undefined : sumOf(cells) / count;
}

function countOf(cells: readonly Cell[]): number {
  return sum(cells.map(([, count]) => count));
}

function sumOf(cells: readonly Cell[]): number {
  return sum(cells.map(([value, count]) => value * count));
}

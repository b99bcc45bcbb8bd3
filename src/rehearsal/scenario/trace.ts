import { parse } from 'csv-parse/sync';
import { DURATION_PATTERN, secondsOf } from './duration';
import { sum } from '../../rollout/sum';
import type { TrafficPattern } from '../../simulator/traffic-pattern';

type Trace = NonNullable<TrafficPattern['trace']>;

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

const COLUMNS = ['time', 'requestsPerSecond'] as const;

/**
 * Rates as they were measured, from a CSV with the columns `time` and `requestsPerSecond`.
 *
 * Times are ISO 8601, durations (`5m`) or seconds; they count from the first one.
 *
 * @param file is named in errors, with the line.
 */
export function parseTrace(text: string, file: string): Trace {
  const rows = readRows(text, file);
  const missing = COLUMNS.find((column) => rows.length === 0 || !(column in rows[0].record));
  if (missing !== undefined) {
    throw new Error(`${file}:1: a trace has the columns ${COLUMNS.join(' and ')} in its first line, and a line for each time below it`);
  }
  const times = rows.map(({ record, info }) => timeIn(record.time, `${file}:${info.lines}`));
  return rows.map(({ record, info }, index) => {
    if (index > 0 && times[index] <= times[index - 1]) {
      throw new Error(`${file}:${info.lines}: time ${record.time} is not after the one before it`);
    }
    return { atSeconds: times[index] - times[0], requestsPerSecond: rateIn(record.requestsPerSecond, `${file}:${info.lines}`) };
  });
}

/** The mean rate of a trace; its last rate holds as long as the one before. */
export function meanRate(trace: Trace): number {
  const known = trace.slice(1).map(({ atSeconds }, index) => atSeconds - trace[index].atSeconds);
  const lengths = [...known, known[known.length - 1] ?? 1];
  return sum(trace.map(({ requestsPerSecond }, index) => requestsPerSecond * lengths[index])) / sum(lengths);
}

function readRows(text: string, file: string): Row[] {
  try {
    return parse(text, { columns: true, trim: true, skip_empty_lines: true, comment: '#', info: true, bom: true }) as unknown as Row[];
  } catch (error) {
    throw new Error(`${file}:${(error as { lines?: number }).lines ?? 1}: ${(error as Error).message}`);
  }
}

function timeIn(text: string, where: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  if (new RegExp(DURATION_PATTERN).test(text)) {
    return secondsOf(text);
  }
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) / 1000 : NaN;
  if (Number.isNaN(time)) {
    throw new Error(`${where}: time is ${JSON.stringify(text)}; write seconds, a duration such as 5m, or a time as in ISO 8601`);
  }
  return time;
}

function rateIn(text: string, where: string): number {
  if (!/^\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text)) {
    throw new Error(`${where}: requestsPerSecond is ${JSON.stringify(text)}; write a number of at least 0`);
  }
  return Number(text);
}

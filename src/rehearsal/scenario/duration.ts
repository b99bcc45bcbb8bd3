import { sum } from '../../rollout/sum';
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** How a duration is written in a scenario: `90s`, `10m`, `1h30m`, `1d`. */
export const DURATION_PATTERN = '^(\\d+(\\.\\d+)?[smhd])+$';

/** A duration of a scenario in seconds. */
export function secondsOf(duration: string): number {
  return sum([...duration.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)].map(([, count, unit]) => Number(count) * UNITS[unit]));
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** How a duration is written in a scenario: `90s`, `10m`, `1h30m`, `1d`. */
export const DURATION_PATTERN = '^(\\d+(\\.\\d+)?[smhd])+$';

/** A duration of a scenario in seconds. */
export function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/** Seconds as people write them: `90 s`, `10 min`, `1 h 30 min`. */
export function inWords(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), Math.round(seconds % 60)];
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', rest > 0 || seconds < 1 ? `${rest} s` : ''];
  return parts.filter(Boolean).join(' ');
}

import { sum } from '../../rollout/sum';
/** A daily wave around a mean rate. */
export interface DailyWave {
  readonly requestsPerSecond: number;
  /** Of the rate, 0 to 1. */
  readonly amplitude: number;
}

const DAY_SECONDS = 86_400;

interface Rate {
  readonly atSeconds: number;
  readonly requestsPerSecond: number;
}

/** The wave with the period of a day that is nearest to the rates, by its first harmonic; over whole days its mean is theirs. */
export function dailyWave(rates: readonly Rate[]): DailyWave {
  const mean = average(rates.map(({ requestsPerSecond }) => requestsPerSecond));
  const harmonic = (turn: (angle: number) => number): number =>
    2 * average(rates.map(({ atSeconds, requestsPerSecond }) => requestsPerSecond * turn((2 * Math.PI * atSeconds) / DAY_SECONDS)));
  const height = Math.hypot(harmonic(Math.sin), harmonic(Math.cos));
  return { requestsPerSecond: mean, amplitude: mean === 0 ? 0 : Math.min(1, height / mean) };
}

function average(values: readonly number[]): number {
  return sum(values) / values.length;
}

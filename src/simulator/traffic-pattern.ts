import { sum } from '../rollout/sum';
/** How many requests come in, and how that changes. Seconds count from when the pattern was set. */
export interface TrafficPattern {
  readonly requestsPerSecond: number;
  /** A wave around it: up by this share of it at the crest, down by as much in the trough; it begins on the way up. */
  readonly wave?: { readonly periodSeconds: number; readonly amplitude: number };
  /** Times in which there is so many times as much. */
  readonly spikes?: ReadonlyArray<{ readonly atSeconds: number; readonly forSeconds: number; readonly factor: number }>;
  /** Instead of all that: rates as they were measured, each until the next; after the last one it begins again. */
  readonly trace?: ReadonlyArray<{ readonly atSeconds: number; readonly requestsPerSecond: number }>;
}

/** Finer than any step of a wave that matters. */
const STEP_SECONDS = 10;

/** The rate at a time. */
export function rateAt(pattern: TrafficPattern, seconds: number): number {
  const { requestsPerSecond, wave, spikes = [], trace } = pattern;
  if (trace && trace.length > 0) {
    return tracedRate(trace, seconds);
  }
  const waved = wave ? requestsPerSecond * (1 + wave.amplitude * Math.sin((2 * Math.PI * seconds) / wave.periodSeconds)) : requestsPerSecond;
  const factor = spikes.reduce((product, spike) =>
    seconds >= spike.atSeconds && seconds < spike.atSeconds + spike.forSeconds ? product * spike.factor : product, 1);
  return Math.max(0, waved * factor);
}

/** The requests to be expected between two times. */
export function expectedRequests(pattern: TrafficPattern, from: number, to: number): number {
  const { wave, spikes = [], trace = [], requestsPerSecond } = pattern;
  if (!wave && spikes.length === 0 && trace.length === 0) {
    return requestsPerSecond * (to - from);
  }
  const steps = Math.max(1, Math.ceil((to - from) / STEP_SECONDS));
  const step = (to - from) / steps;
  const rates = Array.from({ length: steps }, (_, index) => rateAt(pattern, from + (index + 0.5) * step));
  return sum(rates.map((rate) => rate * step));
}

function tracedRate(trace: NonNullable<TrafficPattern['trace']>, seconds: number): number {
  const last = trace[trace.length - 1];
  const step = trace.length > 1 ? last.atSeconds - trace[trace.length - 2].atSeconds : 60;
  const length = last.atSeconds + step - trace[0].atSeconds;
  const at = trace[0].atSeconds + (seconds % length);
  const current = trace.filter(({ atSeconds }) => atSeconds <= at);
  return current[current.length - 1].requestsPerSecond;
}

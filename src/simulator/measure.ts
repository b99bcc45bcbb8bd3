import type { Container, ContainerRequest } from './container';
import type { Rates } from './model-behaviour';

/** Enough for a p99; a slow server is asked less often. */
const REQUESTS = 200;
const LONGEST_MS = 10_000;
/** Warm-up: the first ones load what the model needs. */
const NOT_COUNTED = 5;

/** What a server's answers came to. */
export interface Measured extends Rates {
  readonly requests: number;
}

/**
 * Asks a model's server again and again, one request at a time, for at most ten seconds of real time.
 *
 * Chosen: traffic of thousands a second cannot go to a real server, and virtual time does not wait for it. So this sample
 * says how the model answers from then on, as if it had been set by hand: its shares of errors, and a lognormal distribution
 * with its median and 99th percentile.
 */
export async function measure(container: Container, asked: ContainerRequest): Promise<Measured> {
  const statuses: number[] = [];
  const milliseconds: number[] = [];
  const start = performance.now();
  for (let index = 0; index < NOT_COUNTED + REQUESTS && (statuses.length === 0 || performance.now() - start < LONGEST_MS); index++) {
    const answer = await container.invoke(asked);
    if (index >= NOT_COUNTED || performance.now() - start >= LONGEST_MS) {
      statuses.push(answer.status);
      milliseconds.push(answer.milliseconds);
    }
  }
  const requests = statuses.length;
  const clientErrors = statuses.filter(isClientError).length;
  const successes = statuses.filter((status) => status === 200).length;
  const sorted = milliseconds.sort((left, right) => left - right);
  const quantile = (share: number) => sorted[Math.ceil(share * requests) - 1];
  return {
    requests,
    errorRate: (requests - successes - clientErrors) / requests,
    clientErrorRate: clientErrors / requests,
    latencyMs: { p50: quantile(0.5), p99: quantile(0.99) },
  };
}

export function isClientError(status: number): boolean {
  return status >= 400 && status < 500;
}

import { performance } from 'node:perf_hooks';
import type { WireRequest, WireResponse } from './api/wire';

/** Something with a virtual clock; a reset may put another one in its place. */
interface Timed {
  readonly clock: { advance(seconds: number): void };
}

/**
 * The most that is caught up on at once. Who asks for time to pass faster than it can be computed, or lets the machine
 * sleep, gets a slower clock instead of one that answers nobody.
 */
const MOST_MS_AT_ONCE = 60 * 60 * 1000;

/** Virtual time that follows the real one, so many seconds of it for each real second. */
export class ScaledTime {
  private readonly start: number;
  private passedMs = 0;
  private timer?: NodeJS.Timeout;

  constructor(private readonly timed: Timed, private readonly scale: number, private readonly realMs: () => number = () => performance.now()) {
    this.start = realMs();
  }

  /** Lets the virtual time pass that is due. */
  catchUp(): void {
    const dueMs = Math.floor((this.realMs() - this.start) * this.scale);
    const step = Math.min(dueMs - this.passedMs, MOST_MS_AT_ONCE);
    if (step > 0) {
      this.passedMs = dueMs;
      this.timed.clock.advance(step / 1000);
    }
  }

  /** A handler whose every request sees the time at which it arrives. */
  inFrontOf(handle: (request: WireRequest) => Promise<WireResponse>): (request: WireRequest) => Promise<WireResponse> {
    return (request) => {
      this.catchUp();
      return handle(request);
    };
  }

  /** Catches up between requests too, so that a long silence does not make the next one wait. */
  run(everyMs: number = 250): void {
    this.timer = setInterval(() => this.catchUpOrReport(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Nobody waits for an answer here who could be told. */
  private catchUpOrReport(): void {
    try {
      this.catchUp();
    } catch (error) {
      console.error(error);
    }
  }
}

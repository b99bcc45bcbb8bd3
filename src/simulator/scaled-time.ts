import { performance } from 'node:perf_hooks';
import type { WireRequest, WireResponse } from './api/wire';

/** Something with a virtual clock; a reset may put another one in its place. */
interface Timed {
  readonly clock: { advance(seconds: number): void };
}

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
    if (dueMs > this.passedMs) {
      this.timed.clock.advance((dueMs - this.passedMs) / 1000);
      this.passedMs = dueMs;
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
    this.timer = setInterval(() => this.catchUp(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

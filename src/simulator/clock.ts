/** A scheduled event, until it has happened. */
export interface Timer {
  readonly time: Date;
  /** Does nothing once the event has happened. */
  cancel(): void;
}

/** A length of time that knows its seconds, as the CDK's `Duration` does. */
export interface DurationLike {
  toSeconds(): number;
}

interface Entry {
  readonly time: number;
  readonly sequence: number;
  readonly event: () => void;
  cancelled: boolean;
}

/** Where virtual time starts unless told otherwise. */
export const DEFAULT_START_TIME = new Date('2026-01-01T00:00:00Z');

/** Two events that keep asking for each other at the same instant would never let time go on. */
const MAXIMUM_EVENTS_AT_ONE_INSTANT = 100_000;

/**
 * Virtual time: it passes only when it is told to, and everything that is due happens on the way.
 *
 * Events of the same instant happen in the order in which they were asked for, so that a run repeats exactly.
 */
export class Clock {
  private readonly queue: Entry[] = [];
  private millis: number;
  private sequence = 0;
  private running = false;

  constructor(startTime: Date = DEFAULT_START_TIME) {
    this.millis = whole(startTime.getTime(), 'the start time');
  }

  get now(): Date {
    return new Date(this.millis);
  }

  /** When the next event is due, if there is one. */
  get nextEventTime(): Date | undefined {
    this.dropCancelled();
    return this.queue.length > 0 ? new Date(this.queue[0].time) : undefined;
  }

  /** Has the event happen at that time; a time that has passed is refused. */
  at(time: Date, event: () => void): Timer {
    const due = whole(time.getTime(), 'the time of an event');
    if (due < this.millis) {
      throw new RangeError(`an event cannot be due at ${time.toISOString()}, it is already ${this.now.toISOString()}`);
    }
    const entry: Entry = { time: due, sequence: this.sequence++, event, cancelled: false };
    push(this.queue, entry);
    return { time: new Date(due), cancel: () => { entry.cancelled = true; } };
  }

  after(seconds: number, event: () => void): Timer {
    return this.at(this.later(seconds), event);
  }

  /** Lets time pass: seconds, fractions of them down to the millisecond, or a duration such as the CDK's. */
  advance(duration: number | DurationLike): void {
    this.runUntil(this.later(typeof duration === 'number' ? duration : duration.toSeconds()));
  }

  /** Lets time pass up to and including that instant. */
  runUntil(time: Date): void {
    const end = whole(time.getTime(), 'the time to run until');
    if (end < this.millis) {
      throw new RangeError(`time cannot run back to ${time.toISOString()}, it is already ${this.now.toISOString()}`);
    }
    if (this.running) {
      throw new Error('time is already running: an event must not advance the clock, it schedules what comes after it with at() or after()');
    }
    this.running = true;
    try {
      this.happen(end);
    } finally {
      this.running = false;
    }
    this.millis = end;
  }

  private happen(end: number): void {
    let atThisInstant = 0;
    for (let entry = this.takeDue(end); entry; entry = this.takeDue(end)) {
      atThisInstant = entry.time === this.millis ? atThisInstant + 1 : 1;
      if (atThisInstant > MAXIMUM_EVENTS_AT_ONE_INSTANT) {
        throw new Error(`more than ${MAXIMUM_EVENTS_AT_ONE_INSTANT} events at ${this.now.toISOString()}: they schedule each other without letting time pass`);
      }
      this.millis = entry.time;
      entry.event();
    }
  }

  private takeDue(end: number): Entry | undefined {
    this.dropCancelled();
    return this.queue.length > 0 && this.queue[0].time <= end ? pop(this.queue) : undefined;
  }

  private dropCancelled(): void {
    while (this.queue.length > 0 && this.queue[0].cancelled) {
      pop(this.queue);
    }
  }

  private later(seconds: number): Date {
    if (!Number.isFinite(seconds) || seconds < 0) {
      throw new RangeError(`seconds must be a number of at least 0, got ${seconds}`);
    }
    return new Date(this.millis + Math.round(seconds * 1000));
  }
}

function whole(millis: number, what: string): number {
  if (!Number.isInteger(millis)) {
    throw new RangeError(`${what} is not a valid date`);
  }
  return millis;
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}

/** A binary heap, the earliest entry first. */
function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = Math.floor((index - 1) / 2);
    if (!before(heap[index], heap[parent])) {
      return;
    }
    [heap[index], heap[parent]] = [heap[parent], heap[index]];
    index = parent;
  }
}

function pop(heap: Entry[]): Entry {
  const first = heap[0];
  const last = heap.pop()!;
  if (heap.length > 0) {
    heap[0] = last;
    sink(heap);
  }
  return first;
}

function sink(heap: Entry[]): void {
  for (let index = 0; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    let least = index;
    least = left < heap.length && before(heap[left], heap[least]) ? left : least;
    least = right < heap.length && before(heap[right], heap[least]) ? right : least;
    if (least === index) {
      return;
    }
    [heap[index], heap[least]] = [heap[least], heap[index]];
    index = least;
  }
}

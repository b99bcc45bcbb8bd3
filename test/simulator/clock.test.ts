import { Clock, DEFAULT_START_TIME } from '../../src/simulator/clock';

function recording(): { clock: Clock; log: string[]; note: (what: string) => () => void } {
  const clock = new Clock();
  const log: string[] = [];
  const note = (what: string) => () => { log.push(`${(clock.now.getTime() - DEFAULT_START_TIME.getTime()) / 1000} ${what}`); };
  return { clock, log, note };
}

describe('a clock', () => {
  test('starts at the beginning of 2026 and stands still until it is moved', () => {
    expect(new Clock().now.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  test('lets events happen in the order of their times, and of the same time in the order in which they were asked for', () => {
    const { clock, log, note } = recording();
    clock.after(3, note('c'));
    clock.after(1, note('a'));
    clock.after(2, note('b1'));
    clock.after(2, note('b2'));
    clock.advance(10);
    expect(log).toEqual(['1 a', '2 b1', '2 b2', '3 c']);
  });

  test('reaches an event that is due exactly at the end, and none beyond', () => {
    const { clock, log, note } = recording();
    clock.after(60, note('due'));
    clock.after(60.001, note('too late'));
    clock.advance(60);
    expect(log).toEqual(['60 due']);
    expect(clock.nextEventTime?.toISOString()).toBe('2026-01-01T00:01:00.001Z');
  });

  test('lets events schedule further ones, in the same run too', () => {
    const { clock, log, note } = recording();
    clock.after(1, () => { clock.after(1, note('second')); clock.after(0, note('at once')); });
    clock.advance(5);
    expect(log).toEqual(['1 at once', '2 second']);
    expect(clock.now.toISOString()).toBe('2026-01-01T00:00:05.000Z');
  });

  test('forgets what is cancelled', () => {
    const { clock, log, note } = recording();
    const timer = clock.after(1, note('cancelled'));
    clock.after(2, note('kept'));
    timer.cancel();
    clock.advance(3);
    expect(log).toEqual(['2 kept']);
    expect(clock.nextEventTime).toBeUndefined();
  });

  test.each([-1, NaN, Infinity])('refuses to advance by %p seconds', (seconds) => {
    expect(() => new Clock().advance(seconds)).toThrow(`seconds must be a number of at least 0, got ${seconds}`);
  });

  test('refuses to run back', () => {
    const clock = new Clock();
    clock.advance(60);
    expect(() => clock.runUntil(DEFAULT_START_TIME)).toThrow('time cannot run back');
    expect(() => clock.at(DEFAULT_START_TIME, () => undefined)).toThrow('it is already 2026-01-01T00:01:00.000Z');
  });

  test('refuses a start time that is no date', () => {
    expect(() => new Clock(new Date('soon'))).toThrow('the start time is not a valid date');
  });

  test('does not let an event advance it', () => {
    const clock = new Clock();
    clock.after(1, () => clock.advance(1));
    expect(() => clock.advance(2)).toThrow('an event must not advance the clock');
  });

  test('ends a run in which events go round in circles without letting time pass', () => {
    const clock = new Clock();
    const again = (): void => { clock.after(0, again); };
    again();
    expect(() => clock.advance(1)).toThrow('without letting time pass');
  });
});

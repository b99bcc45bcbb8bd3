import { Clock } from '../../src/simulator/clock';
import { ScaledTime } from '../../src/simulator/scaled-time';

const START = new Date('2026-01-01T00:00:00Z');

function scaled(scale: number) {
  const timed = { clock: new Clock(START) };
  const real = { ms: 5000 };
  const time = new ScaledTime(timed, scale, () => real.ms);
  return { timed, real, time, passedMs: () => timed.clock.now.getTime() - START.getTime() };
}

test('virtual time follows real time, so many seconds for each', () => {
  const { real, time, passedMs } = scaled(60);
  real.ms += 500;
  time.catchUp();
  expect(passedMs()).toBe(30_000);
});

test('nothing is lost to rounding, however often it catches up', () => {
  const { real, time, passedMs } = scaled(0.3);
  for (let i = 0; i < 1000; i++) {
    real.ms += 1;
    time.catchUp();
  }
  expect(passedMs()).toBe(300);
});

test('time that was moved by hand stays moved', () => {
  const { real, timed, time, passedMs } = scaled(60);
  timed.clock.advance(3600);
  real.ms += 1000;
  time.catchUp();
  expect(passedMs()).toBe(3_660_000);
});

test('a world that a reset has put in place runs on from its own start', () => {
  const { real, timed, time, passedMs } = scaled(60);
  real.ms += 10_000;
  time.catchUp();
  timed.clock = new Clock(START);
  real.ms += 1000;
  time.catchUp();
  expect(passedMs()).toBe(60_000);
});

test('a machine that slept does not make anybody wait for hours to be caught up on', () => {
  const { real, time, passedMs } = scaled(60);
  real.ms += 8 * 60 * 60 * 1000;
  time.catchUp();
  expect(passedMs()).toBe(60 * 60 * 1000);
  real.ms += 1000;
  time.catchUp();
  expect(passedMs()).toBe(61 * 60 * 1000);
});

test('a request sees the time at which it arrives', async () => {
  const { real, timed, time } = scaled(60);
  const handle = time.inFrontOf(async () => ({ status: 200, headers: {}, body: Buffer.from(timed.clock.now.toISOString()) }));
  real.ms += 1000;
  const { body } = await handle({ method: 'GET', path: '/', query: {}, headers: {}, body: new Uint8Array() });
  expect(Buffer.from(body).toString()).toBe('2026-01-01T00:01:00.000Z');
});

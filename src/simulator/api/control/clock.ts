import { invalid, numberIn, onlyFields } from './fields';
import type { Controlled, Route } from './route';

/** The longest update the service allows takes 8 hours; nobody else is answered while time passes. */
const MOST_SECONDS = 24 * 60 * 60;

export const readClock: Route = {
  method: 'GET',
  path: '/_simulator/clock',
  summary: 'the virtual time',
  answer: ({ world }) => timeOf(world),
};

export const advanceClock: Route = {
  method: 'POST',
  path: '/_simulator/clock',
  summary: 'move the virtual time forward',
  body: { advanceSeconds: 60 },
  answer: ({ world }, _parameters, body) => {
    onlyFields(body, ['advanceSeconds']);
    const seconds = numberIn(body, 'advanceSeconds', 60);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw invalid(`'advanceSeconds' is ${seconds}, it may be from 0 to ${MOST_SECONDS} (a day) at a time; time does not run backwards`);
    }
    world.clock.advance(seconds);
    return timeOf(world);
  },
};

function timeOf(world: Controlled['world']): object {
  return { now: world.clock.now.toISOString() };
}

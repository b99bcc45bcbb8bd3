import { invalid, numberIn, onlyFields } from './fields';
import type { Route } from './route';

export const reset: Route = {
  method: 'POST',
  path: '/_simulator/reset',
  summary: 'forget everything and start again, with the seed given or the one it was made with',
  body: { seed: 42 },
  answer: (simulator, _parameters, body) => {
    onlyFields(body, ['seed']);
    const seed = body.seed === undefined ? undefined : numberIn(body, 'seed', 42);
    if (seed !== undefined && !Number.isSafeInteger(seed)) {
      throw invalid(`'seed' is ${seed}, a whole number is needed`);
    }
    simulator.reset({ seed });
    return { now: simulator.world.clock.now.toISOString(), seed: simulator.world.seed };
  },
};

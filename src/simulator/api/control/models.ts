import type { Route } from './route';

export const setModelBehaviour: Route = {
  method: 'PUT',
  path: '/_simulator/models/{name}',
  summary: 'how a model answers from now on',
  body: { errorRate: 0.02, clientErrorRate: 0, latencyMs: { p50: 5, p99: 12 } },
  answer: ({ world }, { name }, behaviour) => ({ modelName: name, ...world.setModelBehaviour(name, behaviour) }),
};

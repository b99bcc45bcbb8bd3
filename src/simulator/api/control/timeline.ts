import type { Route } from './route';

export const readTimeline: Route = {
  method: 'GET',
  path: '/_simulator/endpoints/{name}/timeline',
  summary: 'every step, status change, traffic split and alarm transition, with virtual times',
  answer: ({ world }, { name }) => ({ endpointName: name, timeline: world.timeline(name) }),
};

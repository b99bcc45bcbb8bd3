import type { Route } from './route';

export const readEvents: Route = {
  method: 'GET',
  path: '/_simulator/events',
  summary: 'the events that SageMaker would have sent to EventBridge, in order',
  answer: ({ world }) => ({ events: world.events.all }),
};

import { numberIn, onlyFields } from './fields';
import type { Route } from './route';

export const setTraffic: Route = {
  method: 'PUT',
  path: '/_simulator/endpoints/{name}/traffic',
  summary: 'the requests that an endpoint gets from now on',
  body: { requestsPerSecond: 10 },
  answer: ({ world }, { name }, body) => {
    onlyFields(body, ['requestsPerSecond']);
    const requestsPerSecond = numberIn(body, 'requestsPerSecond', 10);
    world.setTraffic(name, requestsPerSecond);
    return { endpointName: name, requestsPerSecond };
  },
};

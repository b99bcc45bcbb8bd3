import { invalid } from './fields';
import type { Route } from './route';

export const setImageBehaviour: Route = {
  method: 'PUT',
  path: '/_simulator/images',
  summary: 'how models created from now on from an image (exact, or a prefix) answer',
  body: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:2', errorRate: 1, latencyMs: { p50: 5, p99: 12 } },
  answer: ({ world }, _parameters, { image, ...behaviour }) => {
    if (typeof image !== 'string' || image === '') {
      throw invalid(`'image' is ${JSON.stringify(image) ?? 'missing'}, the name of an image or its beginning is needed`);
    }
    return { image, ...world.setImageBehaviour(image, behaviour) };
  },
};

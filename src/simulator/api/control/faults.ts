import { invalid, onlyFields } from './fields';
import type { Route } from './route';

const MOST_FAULTS = 100;

export const readFaults: Route = {
  method: 'GET',
  path: '/_simulator/faults',
  summary: 'the faults that are injected, and how often each has struck',
  answer: ({ faults }) => ({ faults: faults.all }),
};

export const setFaults: Route = {
  method: 'PUT',
  path: '/_simulator/faults',
  summary: 'what callers meet from now on instead of an answer (throttling, serverError, slow, dropped); an empty list ends it',
  body: { faults: [{ kind: 'throttling', service: 'sagemaker', operation: 'DescribeEndpoint', probability: 0.5, count: 10 }] },
  answer: (simulator, _parameters, body) => {
    onlyFields(body, ['faults']);
    if (!Array.isArray(body.faults) || body.faults.length > MOST_FAULTS) {
      throw invalid(`'faults' is a list of at most ${MOST_FAULTS} faults, such as [{"kind": "throttling"}]`);
    }
    simulator.faults.replace(body.faults);
    return { faults: simulator.faults.all };
  },
};

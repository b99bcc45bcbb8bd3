import type { Scenario } from './scenario';

/** Where no scenario is given: create, then a version that fails every request, then a healthy one. */
export const DEFAULT_SCENARIO: Scenario = {
  seed: 1,
  requestsPerSecond: 10,
  settleSeconds: 600,
  provisioningSeconds: 240,
  metricDelaySeconds: 60,
  versions: [
    { name: 'before', behaviour: {}, images: {}, expect: { outcome: 'inService' } },
    { name: 'bad', behaviour: { errorRate: 1 }, images: {}, expect: { outcome: 'rolledBack' } },
    { name: 'good', behaviour: {}, images: {}, expect: { outcome: 'inService', failedRequests: 0 } },
  ],
};

/** The same at another rate. */
export function defaultScenario(requestsPerSecond = DEFAULT_SCENARIO.requestsPerSecond): Scenario {
  return { ...DEFAULT_SCENARIO, requestsPerSecond };
}

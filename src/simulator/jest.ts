import type { SimulatedEndpoint } from './simulated-endpoint';

/** What jest, and whatever is compatible with it, calls a matcher. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

type Named = string | { readonly alarmName: string };

/** Matchers of simulated endpoints, for `expect.extend`. */
export const matchers = { toRollBackBecauseOf, toServe };

/** The endpoint's last update was rolled back because this alarm was in ALARM state. */
function toRollBackBecauseOf(received: unknown, alarm: Named): MatcherResult {
  const endpoint = endpointIn(received, 'toRollBackBecauseOf');
  const alarmName = typeof alarm === 'string' ? alarm : alarm.alarmName;
  const { outcome, reason, alarmNames } = endpoint.lastUpdate;
  const pass = outcome === 'rolled back' && alarmNames.includes(alarmName);
  return {
    pass,
    message: () => pass
      ? `expected the last update of endpoint '${endpoint.name}' not to be rolled back because of alarm '${alarmName}', but: ${reason}`
      : `expected the last update of endpoint '${endpoint.name}' to be rolled back because of alarm '${alarmName}', but ${whatHappened(endpoint)}`,
  };
}

/** The endpoint is in service, and this config's fleet takes all of its traffic. */
function toServe(received: unknown, endpointConfigName: string): MatcherResult {
  const endpoint = endpointIn(received, 'toServe');
  const shares = endpoint.trafficShares;
  const pass = endpoint.status === 'InService' && endpoint.endpointConfigName === endpointConfigName && shares[endpointConfigName] === 1;
  const now = `it is ${endpoint.status} on '${endpoint.endpointConfigName}', with traffic to ${shown(shares)}`;
  return { pass, message: () => `expected endpoint '${endpoint.name}' ${pass ? 'not ' : ''}to serve '${endpointConfigName}', but ${now}${hint(endpoint)}` };
}

function endpointIn(received: unknown, matcher: string): SimulatedEndpoint {
  if (typeof received !== 'object' || received === null || !('lastUpdate' in received)) {
    throw new TypeError(`${matcher} is for an endpoint of the simulator: expect(simulator.endpoint('churn')).${matcher}(...)`);
  }
  return received as SimulatedEndpoint;
}

function whatHappened(endpoint: SimulatedEndpoint): string {
  const { outcome, reason } = endpoint.lastUpdate;
  switch (outcome) {
    case 'succeeded':
      return `it succeeded: the endpoint is on '${endpoint.endpointConfigName}'`;
    case 'rolled back':
      return `it was rolled back for another reason: ${reason}`;
    default:
      return endpoint.status === 'InService' ? 'there was no update' : `the endpoint is still ${endpoint.status}${hint(endpoint)}`;
  }
}

function hint({ status }: SimulatedEndpoint): string {
  return ['Creating', 'Updating', 'RollingBack'].includes(status) ? '; let time pass first: simulator.clock.advance(...) or endpoint.untilSettled()' : '';
}

function shown(shares: Readonly<Record<string, number>>): string {
  const parts = Object.entries(shares).filter(([, share]) => share > 0).map(([name, share]) => `'${name}' (${Math.round(share * 1000) / 10} %)`);
  return parts.length === 0 ? 'nobody' : parts.join(', ');
}

/** Registers the matchers where there is a global `expect`, as in jest; elsewhere `expect.extend(matchers)` does it. */
const globals = globalThis as { readonly expect?: { extend?(added: object): void } };
globals.expect?.extend?.(matchers);

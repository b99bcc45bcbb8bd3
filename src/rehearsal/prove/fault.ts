import type { ModelBehaviour, ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { TrafficPattern } from '../../simulator/traffic-pattern';

/** A way for a new model to be bad. */
export interface Fault {
  readonly id: string;
  readonly title: string;
  /** What would catch it, for whoever reads that nothing did. */
  readonly remedy: string;
  /** The new version's behaviour, and the traffic where that is part of the fault. */
  readonly inject: (healthy: ModelBehaviour, circumstances: FaultCircumstances) => InjectedFault;
}

export interface FaultCircumstances {
  readonly requestsPerSecond: number;
  /** Requests a second that an instance of the endpoint gets. */
  readonly requestsPerSecondPerInstance: number;
  /** From the start of the traffic to the first request that the new version gets. */
  readonly firstRequestAtSeconds: number;
}

export interface InjectedFault {
  readonly behaviour: ModelBehaviourInput;
  readonly traffic?: TrafficPattern;
}

const errors = (percent: number): Fault => ({
  id: `errors-${percent}`,
  title: `${percent} % of the requests fail`,
  remedy: `Guardrail.serverErrorRate({ thresholdPercent: ${percent / 2} }), with enough requests in its periods to tell that from chance`,
  inject: (healthy) => ({ behaviour: { ...healthy, errorRate: percent / 100 } }),
});

const slowTail = (factor: number): Fault => ({
  id: `p99-x${factor}`,
  title: `the slowest requests take ${factor} times as long (p99)`,
  remedy: `Guardrail.modelLatency with statistic p99 and a threshold below ${factor} times today's`,
  inject: (healthy) => ({ behaviour: { ...healthy, latencyMs: { ...healthy.latencyMs, p99: healthy.latencyMs.p99 * factor } } }),
});

/** The ways to be bad that a set of guardrails is held against. */
export const FAULTS: readonly Fault[] = [
  {
    id: 'total-failure',
    title: 'every request fails',
    remedy: 'Guardrail.serverErrorRate()',
    inject: (healthy) => ({ behaviour: { ...healthy, errorRate: 1 } }),
  },
  ...[10, 5, 2, 1].map(errors),
  ...[1.5, 2, 5].map(slowTail),
  {
    id: 'latency-x1.5',
    title: 'all requests take half as long again',
    remedy: 'Guardrail.modelLatencyIncrease({ thresholdPercent: 30 }); or Guardrail.modelLatency with statistic Average or p50, and a threshold below 1.5 times today\'s',
    inject: (healthy) => ({ behaviour: { ...healthy, latencyMs: { p50: healthy.latencyMs.p50 * 1.5, p99: healthy.latencyMs.p99 * 1.5 } } }),
  },
  {
    id: 'errors-under-load',
    title: 'fails what is beyond one and a half times the usual load, in a spike of three times',
    remedy: 'Guardrail.serverErrorRate(), and a baking period that has a busy time in it',
    inject: (healthy, { requestsPerSecond, requestsPerSecondPerInstance, firstRequestAtSeconds }) => ({
      behaviour: { ...healthy, capacity: requestsPerSecondPerInstance * 1.5 },
      traffic: { requestsPerSecond, spikes: [{ atSeconds: firstRequestAtSeconds + 60, forSeconds: 180, factor: 3 }] },
    }),
  },
  {
    id: 'errors-after-10-minutes',
    title: 'every request fails, from ten minutes of serving on',
    remedy: 'a bakingPeriod and terminationWait of more than ten minutes together',
    inject: (healthy) => ({ behaviour: { ...healthy, later: [{ afterSeconds: 600, errorRate: 1 }] } }),
  },
  {
    id: 'wrong-schema',
    title: 'every request is refused (4XX)',
    remedy: 'Guardrail.clientErrorRate()',
    inject: (healthy) => ({ behaviour: { ...healthy, clientErrorRate: 1 } }),
  },
  {
    id: 'some-payloads',
    title: 'one kind of request, one in twenty, always fails',
    remedy: 'Guardrail.serverErrorRate({ thresholdPercent: 2 })',
    inject: (healthy) => ({ behaviour: { ...healthy, classes: [{ share: 0.05, errorRate: 1 }] } }),
  },
  {
    id: 'crash-loop',
    title: 'each instance is down for ten seconds of every minute',
    remedy: 'Guardrail.serverErrorRate()',
    inject: (healthy) => ({ behaviour: { ...healthy, crashLoop: { everySeconds: 60, downSeconds: 10 } } }),
  },
  {
    id: 'leak',
    title: 'latency and errors grow by the hour (latency x4, errors +30 %)',
    remedy: 'longer baking periods, and Guardrail.serverErrorRate() with a low threshold',
    inject: (healthy) => ({ behaviour: { ...healthy, growth: { latencyFactorPerHour: 4, errorRatePerHour: 0.3 } } }),
  },
  {
    id: 'no-start',
    title: 'the container never becomes healthy',
    remedy: 'nothing is needed: the service does not shift traffic to it',
    inject: (healthy) => ({ behaviour: { ...healthy, provisioning: { failure: 'the container did not pass its health check' } } }),
  },
  {
    id: 'slow-start',
    title: 'instances take an hour to launch',
    remedy: 'a maximumExecutionTimeout of less than an hour',
    inject: (healthy) => ({ behaviour: { ...healthy, provisioning: { seconds: 3600 } } }),
  },
  {
    id: 'no-traffic',
    title: 'every request fails, but none comes while it is watched',
    remedy: 'deploy when there is traffic, or send some: alarms without data prove nothing',
    inject: (healthy, { requestsPerSecond, firstRequestAtSeconds }) => ({
      behaviour: { ...healthy, errorRate: 1 },
      traffic: { requestsPerSecond, spikes: [{ atSeconds: firstRequestAtSeconds - 60, forSeconds: 86_400, factor: 0 }] },
    }),
  },
];

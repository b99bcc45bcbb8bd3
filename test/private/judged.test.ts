import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { Guardrail } from '../../src';
import { Faults } from '../../src/private/faults';
import type { GuardedRollout } from '../../src/private/guarded-rollout';
import { judge } from '../../src/private/judged';
import { DOUBTFUL_ALARMS, REFUSED_ALARMS } from '../../src/private/refusals/alarm-rules';
import type { WatchedAlarm } from '../../src/private/watched-alarm';
import { watchedAlarms } from '../../src/private/watched-alarms';

const NAMES = ['churn', 'fraud', 'Average', 'AllTraffic'];

function rolloutOf(endpointName: string, instanceCount: number, requestsPerSecond?: number): GuardedRollout {
  return {
    endpointName,
    named: true,
    endpointConfigName: `${endpointName}-config`,
    updatePolicy: {
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } },
        MaximumExecutionTimeoutInSeconds: 1320,
      },
    },
    fleet: [{ variantName: 'AllTraffic', instanceCount, trafficShare: 1 }],
    metricIntervalSeconds: 60,
    requestsPerSecond,
  };
}

function alarmsOf(guardrail: Guardrail, { endpointName, endpointConfigName }: GuardedRollout): WatchedAlarm[] {
  return guardrail._alarms({ endpointName, endpointConfigName, variantNames: ['AllTraffic'] }, new Faults('test')).flatMap(watchedAlarms);
}

const GUARDRAILS: ReadonlyArray<() => Guardrail> = [
  () => Guardrail.serverErrorRate(),
  () => Guardrail.serverErrorRate({ minimumInvocations: 20 }),
  () => Guardrail.serverErrorRate({ thresholdPercent: 0.001, evaluationPeriods: 9 }),
  () => Guardrail.modelLatency({ threshold: Duration.millis(1), statistic: 'p99' }),
  () => Guardrail.modelLatency({ threshold: Duration.seconds(70), statistic: 'p50' }),
  () => Guardrail.serverErrorRateIncrease(),
];

describe('of endpoints with the same guardrails', () => {
  test('each hears what the rules find, whichever was judged before', () => {
    const circumstances = fc.record({
      guardrail: fc.nat(GUARDRAILS.length - 1),
      endpointName: fc.constantFrom(...NAMES),
      watched: fc.constantFrom(...NAMES),
      instances: fc.constantFrom(1, 2, 20),
      requests: fc.constantFrom(undefined, 0.01, 50),
      refused: fc.boolean(),
      threshold: fc.constantFrom(0.01, 1.5, NaN, Infinity, 5_000),
    });
    fc.assert(fc.property(circumstances, ({ guardrail, endpointName, watched, instances, requests, refused, threshold }) => {
      const rollout = rolloutOf(endpointName, instances, requests);
      const rules = refused ? REFUSED_ALARMS : DOUBTFUL_ALARMS;
      for (const alarm of alarmsOf(GUARDRAILS[guardrail](), rolloutOf(watched, instances)).flatMap((each) => [each, { ...each, threshold }])) {
        const expected = Object.entries(rules).flatMap(([id, rule]) => (rule(alarm, rollout) === undefined ? [] : [[id, rule(alarm, rollout)]]));
        expect(judge(rules, alarm, rollout)).toEqual(expected);
        expect(judge(rules, alarm, rollout)).toEqual(expected);
      }
    }), { numRuns: 400 });
  });

  test('the first one alone is judged, if nothing is wrong', () => {
    const rule = jest.fn(() => undefined);
    const [churn, fraud] = ['churn', 'fraud'].map((name) => rolloutOf(name, 3));
    const rules = { rule };
    [churn, fraud].forEach((rollout) => judge(rules, alarmsOf(Guardrail.serverErrorRate(), rollout)[0], rollout));
    expect(rule).toHaveBeenCalledTimes(1);
    judge(rules, alarmsOf(Guardrail.serverErrorRate({ thresholdPercent: 2 }), fraud)[0], fraud);
    judge(rules, alarmsOf(Guardrail.serverErrorRate(), fraud)[0], rolloutOf('fraud', 4));
    judge(rules, alarmsOf(Guardrail.serverErrorRate(), churn)[0], fraud);
    expect(rule).toHaveBeenCalledTimes(4);
  });
});

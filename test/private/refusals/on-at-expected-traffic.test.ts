import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const traffic = { expectedRequestsPerSecond: 100 };

describe('a guardrail on the number of requests', () => {
  test('is warned of where it is on at the traffic that is expected', () => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.invocationsPerInstance({ maximumPerMinute: 1500 })], traffic)).toEqual([
      'guardrail InvocationsPerInstance goes off when its value is GreaterThanThreshold 1500, which it is at the traffic that is expected: 2000 in its period of 60 s once all traffic is on the green fleet '
      + '(expectedRequestsPerSecond: 100), so it would roll every update back; use a threshold above that, or more instances [ack: cdk-guarded-endpoints:on-at-expected-traffic]',
    ]);
  });

  test.each([
    ['bears the traffic', Guardrail.invocationsPerInstance({ maximumPerMinute: 2500 })],
    ['is a sum above it', Guardrail.fromMetric(rawMetric('Invocations', 'Sum'), { threshold: 10_000 })],
  ])('is not warned of where it %s', (_name, guardrail) => {
    expect(warned([Guardrail.serverErrorRate(), guardrail], traffic)).toEqual([]);
  });
});

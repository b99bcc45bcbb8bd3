import { FleetScope, Guardrail } from '../../src';
import { infosOf, newEndpoint, newStack } from '../declared';

function notes(guardrail: Guardrail, expectedRequestsPerSecond?: number): string[] {
  const stack = newStack();
  newEndpoint(stack, { guardrails: [guardrail], expectedRequestsPerSecond });
  return infosOf(stack).filter((info) => info.includes('cdk-guarded-endpoints:detection]'));
}

describe('what a guardrail is worth', () => {
  test('is told in numbers where the traffic is known', () => {
    expect(notes(Guardrail.serverErrorRate(), 30)).toEqual([
      expect.stringMatching(/^guardrail ServerErrorRate on variant 'AllTraffic' sees about 600 requests in each period of 60 s \(first step: 1 of 3 instances\); in the first bake of 300 s it detects an error rate of 1\.\d+ % or more with 95 % probability, and a model that fails every request has failed about 1200 of them by the time it is rolled back/),
    ]);
  });

  test('is told where that is nothing', () => {
    expect(notes(Guardrail.serverErrorRate({ thresholdPercent: 40, fleetScope: FleetScope.ENDPOINT }), 30)).toEqual([
      expect.stringMatching(/does not even detect a model that fails every request, which would be about 6600 of them/),
    ]);
  });

  test('is not told where the traffic is not known', () => {
    expect(notes(Guardrail.serverErrorRate())).toEqual([]);
  });

  test.each([-1, NaN, Infinity])('fails if the traffic is %d', (expectedRequestsPerSecond) => {
    expect(() => notes(Guardrail.serverErrorRate(), expectedRequestsPerSecond)).toThrow(`expectedRequestsPerSecond is ${expectedRequestsPerSecond}, at least 0 is needed`);
  });
});

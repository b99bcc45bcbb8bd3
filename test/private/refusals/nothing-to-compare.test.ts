import { DeploymentStrategy, Guardrail } from '../../../src';
import { warned } from '../../declared';

describe('a comparison of two fleets of which only one has traffic', () => {
  test.each([
    ['server errors', Guardrail.serverErrorRateIncrease()],
    ['latency', Guardrail.modelLatencyIncrease()],
  ])('fails where all traffic shifts at once: %s', (_name, guardrail) => {
    expect(() => warned([guardrail], { strategy: DeploymentStrategy.allAtOnce() }))
      .toThrow(/the update shifts all traffic of variant 'AllTraffic' at once, so that the blue one has none to compare with.+\[cdk-guarded-endpoints:nothing-to-compare\]$/);
  });

  test.each([DeploymentStrategy.canary(), DeploymentStrategy.linear()])('can be made where it shifts in steps', (strategy) => {
    expect(warned([Guardrail.serverErrorRateIncrease()], { strategy })).toEqual([]);
  });
});

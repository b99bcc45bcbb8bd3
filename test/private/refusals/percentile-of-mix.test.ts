import { CapacitySize, DeploymentStrategy, Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

/** A canary of one of ten instances. */
function warnings(statistic: string): string[] {
  const stack = newStack();
  newEndpoint(stack, {
    variants: [newVariant(stack, { initialInstanceCount: 10 })],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }),
    guardrails: [Guardrail.modelLatencyIncrease({ statistic })],
  });
  return warningsOf(stack);
}

describe("a percentile compared with that of all fleets, the green fleet's own among them", () => {
  test('is warned of where the slowest requests would be all its own', () => {
    expect(warnings('p99')).toEqual([
      expect.stringMatching(/the first step gives green 10 % of the traffic: if it is slow, the slowest 1 % of all requests are its own.+percentile-of-mix\]$/),
    ]);
  });

  test.each([['p90', 1], ['p89', 0], ['p50', 0], ['Average', 0]])('%s: %d', (statistic, expected) => {
    expect(warnings(statistic)).toHaveLength(expected);
  });
});

import { Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

const HALF = CapacitySize.percent(50);

function warnings(strategy: DeploymentStrategy, initialInstanceCount: number): string[] {
  const stack = newStack();
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount })] });
  return warningsOf(stack);
}

describe('a percentage that may be rounded to more than is allowed', () => {
  test('is warned of with the number of instances to write instead', () => {
    expect(warnings(DeploymentStrategy.canary({ size: HALF }), 3)).toEqual([
      expect.stringMatching(/^CanarySize of 50 % of the 3 instances of variant 'AllTraffic' is 1\.5, which may be rounded to 2, 67 %: more than the 50 %.+use CapacitySize\.instances\(1\).+rounded-share\]$/),
    ]);
  });

  test.each([
    ['linear', DeploymentStrategy.linear({ stepSize: HALF })],
    ['rolling', DeploymentStrategy.rolling({ batchSize: HALF, maximumExecutionTimeout: Duration.minutes(55) })],
  ])('is warned of whatever the strategy: %s', (_name, strategy) => {
    expect(warnings(strategy, 5)).toHaveLength(1);
  });

  test.each([
    [HALF, 4], [CapacitySize.percent(33), 3], [CapacitySize.percent(10), 2], [CapacitySize.instances(1), 3],
  ])('is not warned of where it fits', (size, instances) => {
    expect(warnings(DeploymentStrategy.canary({ size }), instances)).toEqual([]);
  });
});

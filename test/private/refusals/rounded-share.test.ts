import { Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy } from '../../../src';
import { infosOf, newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

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

describe('a percentage that comes to much more in whole instances', () => {
  function infos(initialInstanceCount: number): string[] {
    const stack = newStack();
    newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount })] });
    return infosOf(stack);
  }

  test('is told, without a warning', () => {
    expect(infos(3)).toEqual([
      "CanarySize of 10 % comes to 1 of the 3 instances of variant 'AllTraffic', so the first step takes 33.3 % of its traffic [ack: cdk-guarded-endpoints:rounding]",
    ]);
  });

  test('is not told where it is about what was asked for', () => {
    expect(infos(9)).toEqual([]);
  });
});

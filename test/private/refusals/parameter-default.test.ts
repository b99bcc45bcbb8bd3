import { CfnParameter, Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(parameter: unknown, use: (value: number) => { readonly count?: number; readonly strategy?: DeploymentStrategy }): string[] {
  const stack = newStack();
  const { count = 10, strategy } = use(new CfnParameter(stack, 'Size', { type: 'Number', ...(parameter !== undefined && { default: parameter }) }).valueAsNumber);
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount: count })] });
  return warningsOf(stack);
}

const canary = (value: number): DeploymentStrategy => DeploymentStrategy.canary({ size: CapacitySize.percent(value) });

describe('a parameter whose default is a trap', () => {
  test('is warned of', () => {
    expect(warned(1, (count) => ({ count }))).toEqual([
      expect.stringMatching(/^with the default of parameter Size, which is 1: CanarySize is 1 of 1 instance \(100 %\) of variant 'AllTraffic', at most 50 % is allowed .+parameter-default\]$/),
    ]);
    expect(warned(80, (value) => ({ strategy: canary(value) }))).toEqual([expect.stringContaining('parameter Size, which is 80: CanarySize is 80 %, 1 to 50 are allowed')]);
    expect(warned(0, (value) => ({ strategy: DeploymentStrategy.canary({ bakingPeriod: Duration.seconds(value) }) }))).toEqual([expect.stringContaining('the baking period is 0 seconds')]);
  });

  test('is not where the default is sound, or there is none', () => {
    expect(warned(4, (count) => ({ count }))).toEqual([]);
    expect(warned(undefined, (count) => ({ count }))).toEqual([]);
    expect(warned('25', (value) => ({ strategy: canary(value) }))).toEqual([]);
  });
});

import { CapacitySize, DeploymentStrategy } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(batchSize: CapacitySize, rollbackBatchSize?: CapacitySize): string[] {
  const stack = newStack();
  const strategy = DeploymentStrategy.rolling({ batchSize, rollbackBatchSize });
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount: 20 })] });
  return warningsOf(stack);
}

describe('a rollback in smaller batches than the update', () => {
  test('is warned of with how long it takes', () => {
    expect(warned(CapacitySize.percent(50), CapacitySize.instances(2))).toEqual([
      "rollbackBatchSize comes to 2 of the 20 instances of variant 'AllTraffic' at a time, fewer than the 10 of the update itself: 10 batches of about Duration.minutes(5) each for launching instances are "
      + 'Duration.minutes(50), in which users still meet the bad model; leave it out, which takes all back at once, or use at least the batchSize [ack: cdk-guarded-endpoints:slow-rollback]',
    ]);
  });

  test('is not where it is as fast as the update, or at once', () => {
    expect(warned(CapacitySize.percent(10), CapacitySize.percent(10))).toEqual([]);
    expect(warned(CapacitySize.percent(10))).toEqual([]);
  });
});

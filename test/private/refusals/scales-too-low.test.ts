import { aws_s3 as s3 } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy, type AsyncInference } from '../../../src';
import { infosOf, newEndpoint, newStack, warningsOf } from '../../declared';

function warnings(minCapacity: number, strategy = DeploymentStrategy.canary(), stack = newStack(), asyncInference?: AsyncInference): string[] {
  newEndpoint(stack, { strategy, asyncInference }).variant('AllTraffic').autoScaleInstanceCount({ minCapacity, maxCapacity: 20 });
  return warningsOf(stack);
}

describe('a variant that may be scaled in too far to be split', () => {
  test('is warned of with what to write', () => {
    expect(warnings(1)).toEqual([
      expect.stringMatching(/^variant 'AllTraffic' may be scaled in to 1, .+CanarySize, which is at least 1 instance and at most 50 %.+use minCapacity: 2 \[ack: .+scales-too-low\]$/),
    ]);
  });

  test.each([
    [2, DeploymentStrategy.canary(), 0],
    [1, DeploymentStrategy.allAtOnce(), 0],
    [0, DeploymentStrategy.linear(), 1],
    [2, DeploymentStrategy.canary({ size: CapacitySize.instances(1) }), 0],
    [1, DeploymentStrategy.canary({ size: CapacitySize.instances(1) }), 1],
  ])('is warned of by the strategy', (minCapacity, strategy, expected) => {
    expect(warnings(minCapacity, strategy)).toHaveLength(expected);
  });

  test.each([
    [DeploymentStrategy.allAtOnce(), 0],
    [DeploymentStrategy.canary(), 1],
  ])('is only mentioned where an asynchronous endpoint scales to zero and nothing has to be split', (strategy, expected) => {
    const stack = newStack();
    const asyncInference = { bucket: s3.Bucket.fromBucketName(stack, 'Answers', 'answers') };
    expect(warnings(0, strategy, stack, asyncInference).filter((each) => each.includes('scales-too-low'))).toHaveLength(expected);
    expect(infosOf(stack).filter((each) => each.includes('may be scaled in to 0'))).toHaveLength(1 - expected);
  });
});

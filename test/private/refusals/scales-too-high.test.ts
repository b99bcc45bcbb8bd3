import { CapacitySize, DeploymentStrategy } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(strategy: DeploymentStrategy, maxCapacity: number): string[] {
  const stack = newStack();
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount: 4 })] }).variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 4, maxCapacity });
  return warningsOf(stack);
}

describe('a number of instances that autoscaling makes too small a part', () => {
  test('is warned of', () => {
    expect(warned(DeploymentStrategy.linear({ stepSize: CapacitySize.instances(1) }), 20)).toEqual([
      "variant 'AllTraffic' may be scaled out to 20, and updates keep the number of instances, but 1 instance is 5 % of that, and LinearStepSize is at least 10 % "
      + '(https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html): no update gets through then; use CapacitySize.percent(10) or more '
      + '[ack: cdk-guarded-endpoints:scales-too-high]',
    ]);
  });

  test.each([
    ['it is enough', DeploymentStrategy.linear({ stepSize: CapacitySize.instances(1) }), 10],
    ['it is a share', DeploymentStrategy.linear({ stepSize: CapacitySize.percent(25) }), 100],
    ['a canary may be small', DeploymentStrategy.canary({ size: CapacitySize.instances(1) }), 100],
  ])('is not warned of where %s', (_name, strategy, maxCapacity) => {
    expect(warned(strategy, maxCapacity)).toEqual([]);
  });
});

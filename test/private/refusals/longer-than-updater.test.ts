import { Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy } from '../../../src';
import { deploymentConfigOf, newEndpoint, newStack, newVariant } from '../../declared';

function updated(strategy: DeploymentStrategy, initialInstanceCount: number): number | undefined {
  const stack = newStack();
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount })] });
  const { BlueGreenUpdatePolicy, RollingUpdatePolicy } = deploymentConfigOf(stack);
  return (BlueGreenUpdatePolicy ?? RollingUpdatePolicy)?.MaximumExecutionTimeoutInSeconds;
}

describe('an update that may take longer than the updater can wait', () => {
  test('fails with the arithmetic of its steps', () => {
    expect(() => updated(DeploymentStrategy.linear({ stepSize: CapacitySize.percent(10) }), 10)).toThrow(
      'an update may take 62 min (1 x up to 15 min of launching + 47 min of waiting in 10 steps), 55 min is all the updater can wait for before it has to answer '
      + 'CloudFormation; use fewer or larger steps, a shorter bakingPeriod, or maximumExecutionTimeout: Duration.minutes(55), after which the service gives up');
  });

  test('fails with the launches of every batch, and of the way back', () => {
    const strategy = DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), rollbackBatchSize: CapacitySize.instances(2) });
    expect(() => updated(strategy, 4)).toThrow(
      'an update may take 110 min (4 x up to 15 min of launching + 2 x as much to go back + 20 min of waiting in 4 steps)');
  });

  test('fails if that is what is asked for', () => {
    expect(() => updated(DeploymentStrategy.canary({ maximumExecutionTimeout: Duration.hours(1) }), 3)).toThrow(
      'maximumExecutionTimeout is 60 min, 55 min is all the updater can wait for before it has to answer CloudFormation; use maximumExecutionTimeout: Duration.minutes(55)');
  });

  test('can be cut short by the service', () => {
    expect(updated(DeploymentStrategy.rolling({ maximumExecutionTimeout: Duration.minutes(55) }), 10)).toBe(3300);
  });

  test('can take just as long', () => {
    const waits = { bakingPeriod: Duration.minutes(30), terminationWait: Duration.minutes(10) };
    expect(updated(DeploymentStrategy.linear({ stepSize: CapacitySize.percent(50), ...waits }), 10)).toBe(3300);
  });
});

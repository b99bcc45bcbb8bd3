import { Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warnings(strategy: DeploymentStrategy, initialInstanceCount = 4): string[] {
  const stack = newStack();
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount })] });
  return warningsOf(stack);
}

describe('a timeout that leaves too little for launching instances', () => {
  test('is warned of with the arithmetic', () => {
    expect(warnings(DeploymentStrategy.canary({ maximumExecutionTimeout: Duration.minutes(11) }))).toEqual([
      "maximumExecutionTimeout is 660 seconds, of which 420 are waits and 240 are left for 1 launch of instances of variant 'AllTraffic', which take 5 minutes each where all goes well: "
      + 'the service would give a good update up; leave it out, or use at least Duration.minutes(22) [ack: cdk-guarded-endpoints:timeout-shorter-than-rollout]',
    ]);
  });

  test('counts every batch of a rolling update', () => {
    const strategy = (minutes: number): DeploymentStrategy => DeploymentStrategy.rolling({
      batchSize: CapacitySize.instances(1), maximumExecutionTimeout: Duration.minutes(minutes),
    });
    expect(warnings(strategy(39))).toEqual([expect.stringMatching(/2340 seconds, of which 1200 are waits and 1140 are left for 4 launches/)]);
    expect(warnings(strategy(40))).toEqual([]);
  });

  test('is not warned of where it is left to the library', () => {
    expect(warnings(DeploymentStrategy.canary())).toEqual([]);
  });
});

import { Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy, type ProductionVariantProps } from '../../../src';
import { deploymentConfigOf, newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warnings(strategy: DeploymentStrategy, variant: Partial<ProductionVariantProps> = {}): string[] {
  const stack = newStack();
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount: 4, ...variant })] });
  return warningsOf(stack);
}

describe('a timeout that leaves too little for launching instances', () => {
  test('is warned of with the arithmetic', () => {
    expect(warnings(DeploymentStrategy.canary({ maximumExecutionTimeout: Duration.minutes(11) }))).toEqual([
      "maximumExecutionTimeout is 660 seconds, of which 420 are waits and 240 are left for 1 launch of instances of variant 'AllTraffic', which take 5 minutes each where all goes well: "
      + 'the service would give up on a good update; leave it out, or use at least Duration.minutes(22) [ack: cdk-guarded-endpoints:timeout-shorter-than-rollout]',
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

  test('allows a launch what the variant allows it: to download the model, and then to pass a health check', () => {
    const slow = { modelDataDownloadTimeout: Duration.minutes(20), containerStartupHealthCheckTimeout: Duration.minutes(10) };
    expect(warnings(DeploymentStrategy.canary({ maximumExecutionTimeout: Duration.minutes(36) }), slow)).toEqual([expect.stringMatching(
      /2160 seconds, of which 420 are waits and 1740 are left for 1 launch .+ which may take 30 minutes each by the timeouts of the variant: .+Duration.minutes\(37\)/)]);
    expect(warnings(DeploymentStrategy.canary({ maximumExecutionTimeout: Duration.minutes(37) }), slow)).toEqual([]);
  });

  test('is as long as the variant allows a launch, where it is left to the library', () => {
    const timeout = (minutes: number): unknown => {
      const stack = newStack();
      newEndpoint(stack, { variants: [newVariant(stack, { containerStartupHealthCheckTimeout: Duration.minutes(minutes) })] });
      return deploymentConfigOf(stack).BlueGreenUpdatePolicy?.MaximumExecutionTimeoutInSeconds;
    };
    expect(timeout(10)).toBe((15 + 7) * 60);
    expect(timeout(50)).toBe((50 + 7) * 60);
  });

  test('is not warned of at the most that the service allows, which larger batches alone can help', () => {
    const strategy = DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1) });
    expect(warnings(strategy, { initialInstanceCount: 10, containerStartupHealthCheckTimeout: Duration.hours(1) })).toEqual([]);
  });
});

import { Duration, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { deploymentConfigOf, joined, newEndpoint, newStack, newVariant } from './declared';
import { CapacitySize, DeploymentStrategy } from '../src';
import { instancesOf } from '../src/rollout/capacity';
import type { DeploymentConfig } from '../src/rollout/deployment-config';
import { SERVICE_MODELS } from '../src/simulator/api/service-model.generated';
import { violations } from '../src/simulator/api/validate';

/** What a strategy renders for one variant of so many instances. */
function rendered(strategy: DeploymentStrategy, initialInstanceCount = 10): DeploymentConfig {
  const stack = newStack();
  newEndpoint(stack, { strategy, unguarded: true, variants: [newVariant(stack, { initialInstanceCount })] });
  return deploymentConfigOf(stack);
}

describe('without options', () => {
  test('can shift all traffic at once, and bakes once', () => {
    expect(rendered(DeploymentStrategy.allAtOnce())).toEqual({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 },
        TerminationWaitInSeconds: 300,
        MaximumExecutionTimeoutInSeconds: 900 + 300,
      },
    });
  });

  test('can shift traffic to a canary of 10 %', () => {
    expect(rendered(DeploymentStrategy.canary())).toEqual({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 } },
        TerminationWaitInSeconds: 120,
        MaximumExecutionTimeoutInSeconds: 900 + 300 + 120,
      },
    });
  });

  test('can shift traffic in steps of 20 %', () => {
    expect(rendered(DeploymentStrategy.linear())).toEqual({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'LINEAR', WaitIntervalInSeconds: 300, LinearStepSize: { Type: 'CAPACITY_PERCENT', Value: 20 } },
        TerminationWaitInSeconds: 120,
        MaximumExecutionTimeoutInSeconds: 900 + 4 * 300 + 120,
      },
    });
  });

  test('can replace instances in batches', () => {
    expect(rendered(DeploymentStrategy.rolling(), 2)).toEqual({
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 20 },
        WaitIntervalInSeconds: 300,
        // Two batches, and once more to go back.
        MaximumExecutionTimeoutInSeconds: 3 * 900 + 2 * 300,
      },
    });
  });
});

describe('with options', () => {
  const maximumExecutionTimeout = Duration.minutes(50);

  test('can render everything of a canary', () => {
    expect(rendered(DeploymentStrategy.canary({
      size: CapacitySize.instances(2), bakingPeriod: Duration.minutes(7), terminationWait: Duration.seconds(0), maximumExecutionTimeout,
    }))).toEqual({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 420, CanarySize: { Type: 'INSTANCE_COUNT', Value: 2 } },
        TerminationWaitInSeconds: 0,
        MaximumExecutionTimeoutInSeconds: 3000,
      },
    });
  });

  test('can render everything of a rolling update', () => {
    expect(rendered(DeploymentStrategy.rolling({
      batchSize: CapacitySize.instances(5), rollbackBatchSize: CapacitySize.percent(100), bakingPeriod: Duration.minutes(1), maximumExecutionTimeout,
    }))).toEqual({
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 5 },
        RollbackMaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 100 },
        WaitIntervalInSeconds: 60,
        MaximumExecutionTimeoutInSeconds: 3000,
      },
    });
  });
});

describe('the share of a fleet', () => {
  const timeout = { maximumExecutionTimeout: Duration.minutes(55) };

  test('fails if a canary is more than half of the variant, and says what to write', () => {
    expect(() => rendered(DeploymentStrategy.canary({ size: CapacitySize.instances(2) }), 3)).toThrow(
      /canary size is 2 of 3 instances \(66\.7 %\) of variant 'AllTraffic', at most 50 % is allowed \(CanarySize, .+\); use CapacitySize\.instances\(1\) or initialInstanceCount: 4$/);
  });

  test('fails if a canary is 60 %', () => {
    expect(() => rendered(DeploymentStrategy.canary({ size: CapacitySize.percent(60) })))
      .toThrow(/canary size is 60 %, 1 to 50 are allowed \(CanarySize, .+\); use CapacitySize\.percent\(50\)$/);
  });

  test('can be a canary of exactly half', () => {
    expect(() => rendered(DeploymentStrategy.canary({ size: CapacitySize.instances(2) }), 4)).not.toThrow();
  });

  test.each([
    ['linear step size is 9 %, 10 to 50', DeploymentStrategy.linear({ stepSize: CapacitySize.percent(9), ...timeout })],
    ['linear step size is 51 %, 10 to 50', DeploymentStrategy.linear({ stepSize: CapacitySize.percent(51), ...timeout })],
    ['batch size is 4 %, 5 to 50', DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(4), ...timeout })],
    ['batch size is 6 of 10 instances (60 %)', DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(6), ...timeout })],
    ['rollback batch size is 11 of 10 instances (110 %)', DeploymentStrategy.rolling({ rollbackBatchSize: CapacitySize.instances(11), ...timeout })],
  ])('fails if the %s', (fault, strategy) => {
    expect(() => rendered(strategy, 10)).toThrow(fault);
  });

  test('fails if a linear step is less than a tenth', () => {
    expect(() => rendered(DeploymentStrategy.linear({ stepSize: CapacitySize.instances(1) }), 30))
      .toThrow(/linear step size is 1 of 30 instances \(3\.3 %\).+at least 10 % is needed.+use CapacitySize\.instances\(3\) or CapacitySize\.percent\(10\)$/);
  });

  test.each([
    ['canary', DeploymentStrategy.canary()],
    ['linear', DeploymentStrategy.linear()],
    ['rolling', DeploymentStrategy.rolling()],
  ])('fails if a single instance is to be split by a %s', (_name, strategy) => {
    expect(() => rendered(strategy, 1)).toThrow(/is 1 of 1 instance \(100 %\).+use initialInstanceCount: 2 or DeploymentStrategy\.allAtOnce\(\)$/);
  });

  test('can shift a single instance all at once', () => {
    expect(() => rendered(DeploymentStrategy.allAtOnce(), 1)).not.toThrow();
  });

  test('fails for every variant it is too much for', () => {
    const stack = newStack();
    const variants = [newVariant(stack, { variantName: 'A', initialInstanceCount: 4 }), newVariant(stack, { variantName: 'B', initialInstanceCount: 3 })];
    expect(() => newEndpoint(stack, { variants, strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(2) }) }))
      .toThrow(/^(?!.*variant 'A').*canary size is 2 of 3 instances \(66\.7 %\) of variant 'B'/);
  });
});

describe('waits', () => {
  test('fails if one is longer than an hour or has a fraction of a second', () => {
    expect(() => rendered(DeploymentStrategy.canary({ bakingPeriod: Duration.seconds(3601), terminationWait: Duration.millis(1500) }))).toThrow(
      /2 faults\n- bakingPeriod is 3601 seconds, 0 to 3600 are allowed \(WaitIntervalInSeconds, .+\); .+\n- terminationWait is 1\.5, a whole number of seconds is needed; use 1 or 2$/);
  });

  test('fails if the termination wait of an update all at once is too long, by the name the user gave it', () => {
    expect(() => rendered(DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.hours(2) }))).toThrow('bakingPeriod is 7200 seconds, 0 to 3600 are allowed');
  });

  test.each([[Duration.seconds(599)], [Duration.hours(9)]])('fails if the service would not accept the maximum execution time', (maximumExecutionTimeout) => {
    expect(() => rendered(DeploymentStrategy.canary({ maximumExecutionTimeout })))
      .toThrow(`maximumExecutionTimeout is ${maximumExecutionTimeout.toSeconds()} seconds, 600 to 28800 are allowed`);
  });

  test('fails if all waits together take as long as the maximum execution time', () => {
    const strategy = DeploymentStrategy.linear({
      stepSize: CapacitySize.percent(50),
      bakingPeriod: Duration.minutes(5),
      terminationWait: Duration.minutes(5),
      maximumExecutionTimeout: Duration.minutes(10),
    });
    expect(() => rendered(strategy)).toThrow('maximumExecutionTimeout is 600 seconds, but the waits of the 2 steps alone take 600 seconds');
  });
});

describe('what is not known at synth', () => {
  const token = (): number => Token.asNumber({ Ref: 'Instances' });

  test('passes unchecked', () => {
    const stack = newStack();
    newEndpoint(stack, {
      variants: [newVariant(stack, { initialInstanceCount: token() })],
      strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(5) }),
    });
    expect(deploymentConfigOf(stack).BlueGreenUpdatePolicy?.MaximumExecutionTimeoutInSeconds).toBe(55 * 60);
  });

  test('reaches the updater as the number it is when the stack is deployed', () => {
    const stack = newStack();
    newEndpoint(stack, { unguarded: true, strategy: DeploymentStrategy.canary({ bakingPeriod: Duration.seconds(token()) }) });
    const [resource] = Object.values(Template.fromStack(stack).findResources('Custom::GuardedSageMakerEndpoint'));
    const rollout = JSON.parse(joined(resource.Properties.Rollout, (name) => (name === 'Instances' ? '240' : name)));
    expect(rollout.deploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.WaitIntervalInSeconds).toBe(240);
  });
});

describe('several production variants', () => {
  test('fails if they are to be updated in batches', () => {
    const stack = newStack();
    const variants = [newVariant(stack, { variantName: 'A' }), newVariant(stack, { variantName: 'B' })];
    expect(() => newEndpoint(stack, { variants, strategy: DeploymentStrategy.rolling({ maximumExecutionTimeout: Duration.minutes(55) }) }))
      .toThrow(/a rolling update of 2 production variants is not supported by the service/);
  });
});

describe('whatever the options', () => {
  const waits = fc.integer({ min: 0, max: 600 }).map((seconds) => Duration.seconds(seconds));
  const sized = fc.oneof(
    fc.integer({ min: 1, max: 100 }).map((percent) => CapacitySize.percent(percent)),
    fc.integer({ min: 1, max: 20 }).map((count) => CapacitySize.instances(count)),
  );
  const strategies = fc.oneof(
    fc.record({ bakingPeriod: waits }).map((options) => DeploymentStrategy.allAtOnce(options)),
    fc.record({ size: sized, bakingPeriod: waits, terminationWait: waits }).map((options) => DeploymentStrategy.canary(options)),
    fc.record({ stepSize: sized, bakingPeriod: waits, terminationWait: waits }).map((options) => DeploymentStrategy.linear(options)),
    fc.record({ batchSize: sized, rollbackBatchSize: sized, bakingPeriod: waits }).map((options) => DeploymentStrategy.rolling(options)),
  );

  test('renders what the service accepts, or says what is wrong', () => {
    let accepted = 0;
    fc.assert(fc.property(strategies, fc.integer({ min: 1, max: 20 }), (strategy, fleetSize) => {
      let config: DeploymentConfig;
      try {
        config = rendered(strategy, fleetSize);
      } catch (error) {
        expect((error as Error).message).toMatch(/ is | may take /);
        return;
      }
      accepted += 1;
      expect(violations(SERVICE_MODELS.sagemaker, 'DeploymentConfig', config)).toEqual([]);
      const canary = config.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.CanarySize;
      expect(canary === undefined || instancesOf(canary, fleetSize) < fleetSize).toBe(true);
    }), { numRuns: 60 });
    expect(accepted).toBeGreaterThan(0);
  });
});

import * as fc from 'fast-check';
import { instancesOf } from '../../src/rollout/capacity';
import type { CapacitySizeConfig, DeploymentConfig } from '../../src/rollout/deployment-config';
import { planRollout, PROVISIONING_ALLOWANCE_SECONDS, totalBakeSeconds, worstCaseSeconds, type RolloutPlan } from '../../src/rollout/plan';

const instances = (Value: number): CapacitySizeConfig => ({ Type: 'INSTANCE_COUNT', Value });
const percent = (Value: number): CapacitySizeConfig => ({ Type: 'CAPACITY_PERCENT', Value });

function blueGreen(Type: 'ALL_AT_ONCE' | 'CANARY' | 'LINEAR', size?: CapacitySizeConfig): DeploymentConfig {
  const sizes = { ALL_AT_ONCE: {}, CANARY: { CanarySize: size }, LINEAR: { LinearStepSize: size } };
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type, WaitIntervalInSeconds: 300, ...sizes[Type] },
      TerminationWaitInSeconds: 120,
      MaximumExecutionTimeoutInSeconds: 7200,
    },
  };
}

function rolling(MaximumBatchSize: CapacitySizeConfig, RollbackMaximumBatchSize?: CapacitySizeConfig): DeploymentConfig {
  return {
    RollingUpdatePolicy: { MaximumBatchSize, RollbackMaximumBatchSize, WaitIntervalInSeconds: 60, MaximumExecutionTimeoutInSeconds: 3600 },
  };
}

/** Each step: green instances, launched before it, terminated after it, seconds baked. */
function steps({ steps: all }: RolloutPlan): number[][] {
  return all.map((step) => [step.greenInstances, step.launchInstances, step.terminateInstances, step.bakeSeconds]);
}

describe('a capacity size', () => {
  test.each<[CapacitySizeConfig, number, number]>([
    [instances(2), 8, 2], [instances(9), 8, 8], [instances(0), 8, 1],
    // The two that are published, and the halves between.
    [percent(33), 3, 1], [percent(5), 2, 1], [percent(50), 3, 2], [percent(24), 10, 2], [percent(25), 10, 3], [percent(100), 7, 7],
  ])('of %j in a fleet of %d is %d instances', (size, fleetSize, expected) => {
    expect(instancesOf(size, fleetSize)).toBe(expected);
  });
});

describe('the plan of a rollout', () => {
  test.each<[string, DeploymentConfig, number, number[][]]>([
    ['all at once', blueGreen('ALL_AT_ONCE'), 4, [[4, 4, 4, 120]]],
    ['all at once, whatever size it names', { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0, CanarySize: instances(1) } } }, 4, [[4, 4, 4, 0]]],
    ['to a canary', blueGreen('CANARY', instances(1)), 4, [[1, 4, 0, 300], [4, 0, 4, 120]]],
    ['to a canary that is the whole fleet', blueGreen('CANARY', instances(1)), 1, [[1, 1, 1, 120]]],
    ['in linear steps', blueGreen('LINEAR', percent(40)), 5, [[2, 5, 0, 300], [4, 0, 0, 300], [5, 0, 5, 120]]],
    ['in batches', rolling(instances(2)), 5, [[2, 2, 2, 60], [4, 2, 2, 60], [5, 1, 1, 60]]],
  ])('%s', (_strategy, config, fleetSize, expected) => {
    const plan = planRollout(config, fleetSize);
    expect(steps(plan)).toEqual(expected);
    expect(plan.fleetSize).toBe(fleetSize);
    expect(plan.steps.map(({ greenShare }) => greenShare)).toEqual(expected.map(([green]) => green / fleetSize));
  });

  test.each<[string, DeploymentConfig | undefined]>([
    ['config', undefined], ['policy', {}], ['size of a canary', { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 60 } } }],
  ])('without a %s is all at once, without a bake', (_what, config) => {
    expect(steps(planRollout(config, 3))).toEqual([[3, 3, 3, 0]]);
  });

  test('of the service\'s own choice says so', () => {
    expect(planRollout({}, 3)).toMatchObject({ strategy: 'ALL_AT_ONCE', peakInstances: 6, rollbackBatchInstances: 3 });
  });

  test('bakes by the field that the service reads: the last of a blue/green update is the termination wait', () => {
    const fields = (config: DeploymentConfig) => planRollout(config, 4).steps.map(({ bakeField }) => bakeField);
    expect(fields(blueGreen('LINEAR', instances(2)))).toEqual(['WaitIntervalInSeconds', 'TerminationWaitInSeconds']);
    expect(fields(rolling(instances(2)))).toEqual(['WaitIntervalInSeconds', 'WaitIntervalInSeconds']);
  });

  test('has both fleets at once where it is blue/green, and one batch more than the fleet where it is rolling', () => {
    expect(planRollout(blueGreen('CANARY', instances(1)), 4).peakInstances).toBe(8);
    expect(planRollout(rolling(instances(1)), 4).peakInstances).toBe(5);
  });

  test('goes back at once, or in batches of the size for it', () => {
    expect(planRollout(rolling(instances(1)), 4).rollbackBatchInstances).toBe(4);
    expect(planRollout(rolling(instances(1), percent(50)), 4).rollbackBatchInstances).toBe(2);
    expect(planRollout(blueGreen('CANARY', instances(1)), 4).rollbackBatchInstances).toBe(4);
  });

  test('says its strategy and when the service gives up', () => {
    expect(planRollout(blueGreen('LINEAR', instances(1)), 4)).toMatchObject({ strategy: 'LINEAR', maximumExecutionTimeoutSeconds: 7200 });
    expect(planRollout(rolling(instances(1)), 4)).toMatchObject({ strategy: 'ROLLING', maximumExecutionTimeoutSeconds: 3600 });
  });

  test('moves every instance once, whatever the sizes', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 40 }).map(instances), fc.integer({ min: 1, max: 100 }).map(percent));
    const config = fc.oneof(size.map((one) => blueGreen('CANARY', one)), size.map((one) => blueGreen('LINEAR', one)), size.map((one) => rolling(one)));
    fc.assert(fc.property(config, fc.integer({ min: 1, max: 40 }), (one, fleetSize) => {
      const plan = planRollout(one, fleetSize);
      const green = plan.steps.map(({ greenInstances }) => greenInstances);
      expect(green).toEqual([...new Set(green)].sort((a, b) => a - b));
      expect(green.at(-1)).toBe(fleetSize);
      expect(plan.steps.reduce((sum, { launchInstances }) => sum + launchInstances, 0)).toBe(fleetSize);
      expect(plan.steps.reduce((sum, { terminateInstances }) => sum + terminateInstances, 0)).toBe(fleetSize);
    }));
  });
});

describe('the time an update may take', () => {
  test('is one launch and all bakes where the blue fleet is there to go back to', () => {
    const plan = planRollout(blueGreen('LINEAR', instances(1)), 3);
    expect(totalBakeSeconds(plan)).toBe(300 + 300 + 120);
    expect(worstCaseSeconds(plan, 100)).toBe(100 + 720);
  });

  test('has a launch of each batch where it is rolling, and of each batch to go back', () => {
    expect(worstCaseSeconds(planRollout(rolling(instances(1)), 3), 100)).toBe((3 + 1) * 100 + 3 * 60);
    expect(worstCaseSeconds(planRollout(rolling(instances(1), instances(2)), 3), 100)).toBe((3 + 2) * 100 + 3 * 60);
  });

  test('allows a launch a quarter of an hour if nothing better is known', () => {
    expect(PROVISIONING_ALLOWANCE_SECONDS).toBe(900);
    expect(worstCaseSeconds(planRollout({}, 1))).toBe(900);
  });
});

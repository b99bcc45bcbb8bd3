import * as fc from 'fast-check';
import type { DeploymentConfig } from '../../src/rollout/deployment-config';
import { planJointly } from '../../src/rollout/joint-plan';
import { planRollout } from '../../src/rollout/plan';

const LINEAR: DeploymentConfig = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'LINEAR', LinearStepSize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 },
    TerminationWaitInSeconds: 60,
  },
};

const CONFIGS: readonly DeploymentConfig[] = [
  {},
  LINEAR,
  {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'CAPACITY_PERCENT', Value: 25 }, WaitIntervalInSeconds: 120 },
    },
  },
  { RollingUpdatePolicy: { MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 120 } },
];

describe('the joint plan of several variants', () => {
  test('has the steps of the one that needs most; one that has arrived waits with all its traffic on green, and keeps its blue fleet', () => {
    const { steps } = planJointly(LINEAR, [1, 3]);
    expect(steps.map(({ variants: [small, large] }) => [small.greenShare, large.greenInstances])).toEqual([[1, 1], [1, 2], [1, 3]]);
    expect(steps.map(({ greenInstances }) => greenInstances)).toEqual([2, 3, 4]);
    expect(steps.map(({ launchInstances, terminateInstances }) => [launchInstances, terminateInstances])).toEqual([[4, 0], [0, 0], [0, 4]]);
    expect(steps.map(({ bakeSeconds, bakeField }) => [bakeSeconds, bakeField])).toEqual([
      [300, 'WaitIntervalInSeconds'], [300, 'WaitIntervalInSeconds'], [60, 'TerminationWaitInSeconds'],
    ]);
  });

  test('of one variant is its own plan', () => {
    fc.assert(fc.property(fc.constantFrom(...CONFIGS), fc.integer({ min: 1, max: 30 }), (config, fleetSize) => {
      expect(planJointly(config, [fleetSize]).steps.map(({ variants: [step] }) => step)).toEqual(planRollout(config, fleetSize).steps);
    }));
  });

  test('launches and terminates every instance once, and ends with all traffic on green', () => {
    fc.assert(fc.property(fc.constantFrom(...CONFIGS), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }), (config, sizes) => {
      const { steps } = planJointly(config, sizes);
      const all = sizes.reduce((sum, size) => sum + size, 0);
      expect(steps.reduce((sum, { launchInstances }) => sum + launchInstances, 0)).toBe(all);
      expect(steps.reduce((sum, { terminateInstances }) => sum + terminateInstances, 0)).toBe(all);
      expect(steps.at(-1)!.variants.every(({ greenShare }) => greenShare === 1)).toBe(true);
    }));
  });
});

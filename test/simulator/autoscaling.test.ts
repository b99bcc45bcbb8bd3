import { DeregisterScalableTargetCommand, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { DeleteEndpointCommand, UpdateEndpointCommand, UpdateEndpointWeightsAndCapacitiesCommand } from '@aws-sdk/client-sagemaker';
import * as fc from 'fast-check';
import { activities, instances, RESOURCE, scaledAccount } from './api/application-autoscaling/fixtures';

const MINUTE = 60;

const CANARY = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 600 },
    TerminationWaitInSeconds: 300,
  },
} as const;

describe('a variant that gets more requests than its instances are meant for', () => {
  test('gets more instances after three minutes, when they are launched', async () => {
    const made = await scaledAccount();
    made.simulator.world.setTraffic('churn', 45);
    made.simulator.clock.advance(3 * MINUTE - 1);
    expect(await instances(made)).toEqual({ current: 3, desired: 3, status: 'InService' });
    made.simulator.clock.advance(1);
    expect(await instances(made)).toEqual({ current: 3, desired: 5, status: 'Updating' });
    expect(await activities(made)).toMatchObject([{ StatusCode: 'InProgress', Description: 'Setting desired instance count to 5.', ResourceId: RESOURCE.ResourceId }]);
    made.simulator.clock.advance(240);
    expect(await instances(made)).toEqual({ current: 5, desired: 5, status: 'InService' });
    expect(await activities(made)).toMatchObject([{ StatusCode: 'Successful', EndTime: made.simulator.clock.now }]);
  });

  test('gets no more than the maximum', async () => {
    const made = await scaledAccount();
    made.simulator.world.setTraffic('churn', 300);
    made.simulator.clock.advance(60 * MINUTE);
    expect(await instances(made)).toEqual({ current: 6, desired: 6, status: 'InService' });
    expect(await activities(made)).toHaveLength(1);
  });

  test('gets the next ones when the cooldown after the last ones is over', async () => {
    const made = await scaledAccount();
    made.simulator.world.setTraffic('churn', 38);
    made.simulator.clock.advance(3 * MINUTE + 240);
    expect((await instances(made)).current).toBe(4);
    made.simulator.world.setTraffic('churn', 58);
    made.simulator.clock.advance(299);
    expect((await instances(made)).desired).toBe(4);
    made.simulator.clock.advance(1);
    expect((await instances(made)).desired).toBe(6);
  });

  test('stays as it was when the instances cannot be launched', async () => {
    const made = await scaledAccount();
    made.simulator.world.setModelBehaviour('v1', { provisioning: { failure: 'InsufficientCapacity' } });
    made.simulator.world.setTraffic('churn', 45);
    made.simulator.clock.advance(3 * MINUTE + 300);
    expect(await instances(made)).toEqual({ current: 3, desired: 3, status: 'InService' });
    expect(await activities(made)).toMatchObject([{ StatusCode: 'Failed', StatusMessage: expect.stringContaining('InsufficientInstanceCapacity') }]);
  });
});

describe('a variant that gets fewer requests than its instances are meant for', () => {
  test('loses instances after fifteen minutes, down to the minimum', async () => {
    const made = await scaledAccount();
    made.simulator.world.setTraffic('churn', 5);
    made.simulator.clock.advance(15 * MINUTE - 1);
    expect((await instances(made)).desired).toBe(3);
    made.simulator.clock.advance(1 + MINUTE);
    expect(await instances(made)).toEqual({ current: 2, desired: 2, status: 'InService' });
    made.simulator.clock.advance(60 * MINUTE);
    expect(await activities(made)).toHaveLength(1);
  });

  test.each<[string, number, object]>([
    ['there are no requests at all: missing data is not low utilization', 0, {}],
    ['the policy does not scale in', 5, { DisableScaleIn: true }],
    ['it is only just below the target', 28, {}],
  ])('keeps its instances where %s', async (_where, rate, configuration) => {
    const made = await scaledAccount(configuration);
    made.simulator.world.setTraffic('churn', rate);
    made.simulator.clock.advance(60 * MINUTE);
    expect(await instances(made)).toEqual({ current: 3, desired: 3, status: 'InService' });
  });
});

describe('an update of an endpoint that scales', () => {
  test.each([
    ['is not scaled meanwhile; with its properties retained it keeps the instances that scaling gave it', true, 5],
    ['is not scaled meanwhile; without, it has those of the new config', false, 3],
  ])('%s', async (_what, RetainAllVariantProperties, left) => {
    const made = await scaledAccount();
    made.simulator.world.setTraffic('churn', 45);
    made.simulator.clock.advance(3 * MINUTE + 240);
    await made.sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2', RetainAllVariantProperties, DeploymentConfig: CANARY }));
    made.simulator.world.setTraffic('churn', 300);
    made.simulator.clock.advance(240 + 600 + 299);
    expect((await instances(made)).status).toBe('Updating');
    expect(await activities(made)).toHaveLength(1);
    made.simulator.clock.advance(1);
    expect((await instances(made)).current).toBe(left);
    made.simulator.clock.advance(10 * MINUTE);
    expect((await instances(made)).current).toBe(6);
  });
});

test('an endpoint that is deleted takes its scalable targets with it', async () => {
  const made = await scaledAccount();
  await made.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
  made.simulator.clock.advance(30);
  expect((await made.autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker' }))).ScalableTargets).toEqual([]);
});

test('a target that is deregistered scales no more', async () => {
  const made = await scaledAccount();
  await made.autoscaling.send(new DeregisterScalableTargetCommand(RESOURCE));
  made.simulator.world.setTraffic('churn', 300);
  made.simulator.clock.advance(10 * MINUTE);
  expect((await instances(made)).desired).toBe(3);
});

test('whatever the traffic, scaling goes towards the limits and never beyond them', async () => {
  const anyRates = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 4 });
  await fc.assert(fc.asyncProperty(anyRates, fc.integer({ min: 1, max: 8 }), async (rates, start) => {
    const made = await scaledAccount();
    await made.sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: 'churn', DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', DesiredInstanceCount: start }],
    }));
    made.simulator.clock.advance(300);
    for (const rate of rates) {
      made.simulator.world.setTraffic('churn', rate);
      made.simulator.clock.advance(20 * MINUTE);
      const { desired } = await instances(made);
      expect(desired).toBeGreaterThanOrEqual(Math.min(start, 2));
      expect(desired).toBeLessThanOrEqual(Math.max(start, 6));
    }
  }), { numRuns: 15 });
});

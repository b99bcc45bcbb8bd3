import { call, canary, churn, createVersion, describeChurn, ENDPOINT, putAlarm, story, update, VARIANT } from './churn';
import { World } from '../../src/simulator/world';
import { tolerate } from '../checkers/watch';

const UPDATE = 600;

const rolling = (policy: object = {}, alarms: readonly string[] = []) => ({
  ...canary(alarms),
  BlueGreenUpdatePolicy: undefined,
  RollingUpdatePolicy: { MaximumBatchSize: { Type: 'CAPACITY_PERCENT' as const, Value: 40 }, WaitIntervalInSeconds: 180, ...policy },
});

const FAILURES: ReadonlyArray<[failure: string, reason: string]> = [
  ['ImageNotFound', 'Requested image registry/v2:1 not found.'],
  ['InsufficientCapacity', 'Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. '
    + 'Please retry using a different ML instance type or after some time.'],
  ['PingHealthCheck', 'The primary container for production variant AllTraffic did not pass the ping health check. Please check CloudWatch logs for this endpoint.'],
  ['the disk is full', 'the disk is full'],
];

function failsToLaunch(world: World, model: string, failure = 'InsufficientCapacity'): void {
  world.setModelBehaviour(model, { provisioning: { failure } });
}

describe('a model whose containers cannot be launched', () => {
  test.each(FAILURES)('makes an endpoint fail to be created: %s', (failure, reason) => {
    const world = new World();
    createVersion(world, 'v2');
    failsToLaunch(world, 'v2', failure);
    call(world, 'CreateEndpoint', { EndpointName: ENDPOINT, EndpointConfigName: 'v2' });
    world.clock.advance(239);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'Creating' });
    world.clock.advance(1);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'Failed', FailureReason: reason, ProductionVariants: [{ CurrentInstanceCount: 0 }] });
  });

  test('leaves an endpoint that can only be deleted', () => {
    const world = new World();
    createVersion(world, 'v1');
    failsToLaunch(world, 'v1');
    call(world, 'CreateEndpoint', { EndpointName: ENDPOINT, EndpointConfigName: 'v1' });
    world.setTraffic(ENDPOINT, 10);
    world.clock.advance(300);
    expect(() => update(world, 'v1', undefined)).toThrow('in status Failed');
    expect(world.requestTotals(ENDPOINT)).toEqual({});
    call(world, 'DeleteEndpoint', { EndpointName: ENDPOINT });
    world.clock.advance(60);
    expect(() => describeChurn(world)).toThrow('Could not find endpoint');
  });

  test.each(FAILURES)('makes an update fail before any traffic shifts: %s', (failure, reason) => {
    const world = churn();
    const unserved = world.unservedRequests(ENDPOINT);
    failsToLaunch(world, 'v2', failure);
    update(world, 'v2', canary([]));
    world.clock.advance(240);
    const endpoint = describeChurn(world);
    expect(endpoint).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v1', ProductionVariants: [{ CurrentInstanceCount: 3 }] });
    expect(endpoint.FailureReason).toBe(`Update to endpoint config 'v2' was rolled back while provisioning: ${reason}`);
    expect(endpoint.PendingDeploymentSummary).toBeUndefined();
    world.clock.advance(60);
    expect(Object.keys(world.requestTotals(ENDPOINT))).toEqual(['v1']);
    expect(world.unservedRequests(ENDPOINT)).toBe(unserved);
  });

  test('is of no consequence once another update has succeeded', () => {
    const world = churn();
    failsToLaunch(world, 'v2');
    update(world, 'v2', canary([]));
    world.clock.advance(300);
    createVersion(world, 'v3');
    update(world, 'v3', canary([]));
    world.clock.advance(1200);
    expect(describeChurn(world)).toMatchObject({ EndpointConfigName: 'v3' });
    expect(describeChurn(world).FailureReason).toBeUndefined();
  });
});

describe('a model that starts slowly', () => {
  test('delays the first shift of traffic by as much', () => {
    const world = churn();
    world.setModelBehaviour('v2', { provisioning: { seconds: 900 } });
    update(world, 'v2', canary([]));
    world.clock.advance(900);
    expect(story(world, UPDATE).slice(0, 3)).toEqual(['10:00 Updating v1', '10:00 Provisioning v2 3', '25:00 ActivatingTraffic v2 1']);
  });

  test('too slowly for the maximum execution timeout is given up, and blue serves on', () => {
    const world = churn();
    world.setModelBehaviour('v2', { provisioning: { seconds: 3600 } });
    update(world, 'v2', canary([], { MaximumExecutionTimeoutInSeconds: 1800 }));
    world.clock.advance(7200);
    expect(describeChurn(world)).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'v1',
      FailureReason: 'Update to endpoint config \'v2\' was rolled back while provisioning: it did not finish within 1800 seconds (MaximumExecutionTimeoutInSeconds)',
    });
    expect(story(world, UPDATE).filter((line) => line.includes('ActivatingTraffic'))).toEqual([]);
  });

  test('holds back the other variants of its config too', () => {
    const world = churn();
    world.setModelBehaviour('v2', { provisioning: { seconds: 600 } });
    const variant = (name: string, model: string) => ({ VariantName: name, ModelName: model, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1 });
    call(world, 'CreateEndpointConfig', { EndpointConfigName: 'ab', ProductionVariants: [variant('a', 'v1'), variant('b', 'v2')] });
    call(world, 'CreateEndpoint', { EndpointName: 'ab', EndpointConfigName: 'ab' });
    world.clock.advance(599);
    expect(call(world, 'DescribeEndpoint', { EndpointName: 'ab' }).EndpointStatus).toBe('Creating');
    world.clock.advance(1);
    expect(call(world, 'DescribeEndpoint', { EndpointName: 'ab' }).EndpointStatus).toBe('InService');
  });
});

describe('a rolling update whose second batch cannot be launched', () => {
  function failed(policy: object = {}): World {
    const world = churn({ instances: 5 });
    update(world, 'v2', rolling(policy));
    world.clock.advance(300);
    failsToLaunch(world, 'v2');
    return world;
  }

  test('is rolled back', () => {
    const world = failed();
    world.clock.advance(3600);
    expect(story(world, 1020)).toEqual([
      '17:00 Terminating v1 2',
      '17:00 Provisioning v2 2',
      '21:00 RollingBack v2 2',
      '21:00 Updating v1',
      '21:00 split v1 0.60 v2 0.40',
      '21:00 Provisioning v1 2',
      '25:00 split v1 1.00 v2 0.00',
      '25:00 InService v1',
    ]);
    expect(describeChurn(world).FailureReason).toContain('InsufficientInstanceCapacity');
  });

  test('and cannot be rolled back either, goes on serving with both configs', () => {
    const world = failed();
    failsToLaunch(world, 'v1');
    world.clock.advance(3600);
    const endpoint = describeChurn(world);
    expect(endpoint).toMatchObject({
      EndpointStatus: 'UpdateRollbackFailed',
      EndpointConfigName: 'v1',
      FailureReason: expect.stringMatching(/InsufficientInstanceCapacity.*; and the rollback failed: .*InsufficientInstanceCapacity/),
      ProductionVariants: [{ CurrentInstanceCount: 3, DesiredInstanceCount: 5 }],
    });
    expect(endpoint.PendingDeploymentSummary).toBeUndefined();
    const before = world.requestTotals(ENDPOINT);
    world.clock.advance(600);
    const after = world.requestTotals(ENDPOINT);
    expect((after.v2.requests - before.v2.requests) / 6000).toBeCloseTo(0.4, 1);
    expect((after.v1.requests - before.v1.requests) / 6000).toBeCloseTo(0.6, 1);
  });

  test('gets back what it can: the batches before the one that fails', () => {
    const world = failed({ MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 }, RollbackMaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 } });
    world.setModelBehaviour('v2', {});
    // 1,100 s after the update started the third batch bakes; the launch of the fourth fails at 3 x (240 + 180) + 240 = 1,500 s.
    world.clock.advance(800);
    failsToLaunch(world, 'v2');
    world.clock.advance(500);
    expect(describeChurn(world)).toMatchObject({ ProductionVariants: [{ CurrentInstanceCount: 2 }] });
    failsToLaunch(world, 'v1');
    world.clock.advance(600);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'UpdateRollbackFailed', ProductionVariants: [{ CurrentInstanceCount: 3 }] });
  });
});

describe('an endpoint whose rollback failed', () => {
  function mixed(): World {
    const world = churn({ instances: 5 });
    update(world, 'v2', rolling());
    world.clock.advance(300);
    failsToLaunch(world, 'v1');
    failsToLaunch(world, 'v2');
    world.clock.advance(3600);
    world.setModelBehaviour('v1', {});
    world.setModelBehaviour('v2', {});
    createVersion(world, 'v3', 5);
    expect(describeChurn(world).EndpointStatus).toBe('UpdateRollbackFailed');
    return world;
  }

  const healing: ReadonlyArray<[string, string, object | undefined]> = [
    ['all at once to a new config', 'v3', undefined],
    ['by a canary', 'v3', canary([], { TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 } })],
    ['batch by batch', 'v3', rolling()],
    ['to the old config', 'v1', rolling()],
    ['to the config that failed', 'v2', undefined],
  ];

  test.each(healing)('is healed by an update %s', (_how, config, deployment) => {
    const world = mixed();
    update(world, config, deployment);
    world.clock.advance(3600);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: config, ProductionVariants: [{ CurrentInstanceCount: 5 }] });
    expect(describeChurn(world).FailureReason).toBeUndefined();
    const splits = world.timeline(ENDPOINT).filter(({ event }) => event === 'TrafficSplit');
    expect(splits[splits.length - 1]).toMatchObject({ shares: { [config]: expect.closeTo(1, 10) } });
    const served = Object.values(world.requestTotals(ENDPOINT)).reduce((sum, { requests }) => sum + requests, 0);
    world.clock.advance(600);
    expect((world.requestTotals(ENDPOINT)[config].requests - served) / 6000).toBeLessThan(1.1);
  });

  test('is a mix again when the update that was to heal it is rolled back', () => {
    const world = mixed();
    world.setModelBehaviour('v3', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v3' });
    update(world, 'v3', rolling({}, ['errors']));
    world.clock.advance(3600);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'UpdateRollbackFailed', EndpointConfigName: 'v1', FailureReason: expect.stringContaining('\'errors\'') });
    const last = world.timeline(ENDPOINT).filter(({ event }) => event === 'TrafficSplit').pop();
    expect(last).toMatchObject({ shares: { v1: expect.closeTo(0.6, 10), v2: expect.closeTo(0.4, 10), v3: 0 } });
  });

  test('can be deleted, but not rescaled', () => {
    const world = mixed();
    expect(() => call(world, 'UpdateEndpointWeightsAndCapacities', {
      EndpointName: ENDPOINT, DesiredWeightsAndCapacities: [{ VariantName: VARIANT, DesiredInstanceCount: 2 }],
    })).toThrow('in status UpdateRollbackFailed');
    call(world, 'DeleteEndpoint', { EndpointName: ENDPOINT });
    world.clock.advance(60);
    expect(() => describeChurn(world)).toThrow('Could not find endpoint');
  });
});

describe('a config or a model that is deleted while an endpoint needs it', () => {
  test.each([['DeleteEndpointConfig', { EndpointConfigName: 'v1' }, 'endpoint configuration'], ['DeleteModel', { ModelName: 'v1' }, 'model']])(
    'is missing when blue has to be launched again: %s', (operation, input, what) => {
      tolerate('deletedConfig');
      const world = churn({ instances: 5 });
      putAlarm(world, 'errors', { config: 'v2' });
      update(world, 'v2', rolling({}, ['errors']));
      world.clock.advance(700);
      call(world, operation, input);
      world.setModelBehaviour('v2', { errorRate: 1 });
      world.clock.advance(3600);
      expect(describeChurn(world)).toMatchObject({
        EndpointStatus: 'UpdateRollbackFailed', FailureReason: expect.stringContaining(`the rollback failed: Could not find ${what} "arn:aws:sagemaker:`),
      });
    });

  test('does no harm to an update that never needs to launch blue', () => {
    tolerate('deletedConfig');
    const world = churn();
    update(world, 'v2', canary([]));
    world.clock.advance(300);
    call(world, 'DeleteEndpointConfig', { EndpointConfigName: 'v1' });
    world.clock.advance(1200);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v2' });
  });
});

describe('a change of capacity that cannot be launched', () => {
  test('is rolled back, and the endpoint serves as before', () => {
    const world = churn();
    failsToLaunch(world, 'v1');
    call(world, 'UpdateEndpointWeightsAndCapacities', {
      EndpointName: ENDPOINT, DesiredWeightsAndCapacities: [{ VariantName: VARIANT, DesiredInstanceCount: 6, DesiredWeight: 2 }],
    });
    world.clock.advance(240);
    expect(describeChurn(world).EndpointStatus).toBe('RollingBack');
    world.clock.advance(60);
    expect(describeChurn(world)).toMatchObject({
      EndpointStatus: 'InService',
      FailureReason: expect.stringContaining('InsufficientInstanceCapacity'),
      ProductionVariants: [{ CurrentInstanceCount: 3, DesiredInstanceCount: 3, CurrentWeight: 1, DesiredWeight: 1 }],
    });
  });

  test('but one that launches nothing succeeds', () => {
    const world = churn();
    failsToLaunch(world, 'v1');
    call(world, 'UpdateEndpointWeightsAndCapacities', { EndpointName: ENDPOINT, DesiredWeightsAndCapacities: [{ VariantName: VARIANT, DesiredInstanceCount: 2 }] });
    world.clock.advance(60);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', ProductionVariants: [{ CurrentInstanceCount: 2 }] });
  });
});

describe('how a launch goes is refused', () => {
  test.each<[object | string, RegExp]>([
    [{ failure: '' }, /provisioning.failure is ""/],
    [{ failure: 3 }, /provisioning.failure is 3/],
    [{ seconds: -1 }, /provisioning.seconds is -1/],
    [{ second: 1 }, /unknown field 'provisioning.second'/],
    ['slow', /provisioning is "slow"; give an object/],
  ])('as %j', (provisioning, message) => {
    expect(() => churn().setModelBehaviour('v1', { provisioning })).toThrow(message);
  });
});

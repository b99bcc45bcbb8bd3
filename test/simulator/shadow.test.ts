import { call, canary, churn, createVersion, describeChurn, ENDPOINT, putAlarm, update, VARIANT } from './churn';
import type { World } from '../../src/simulator/world';

const variant = (VariantName: string, ModelName: string, InitialInstanceCount: number, InitialVariantWeight = 1) =>
  ({ VariantName, ModelName, InstanceType: 'ml.m5.xlarge', InitialInstanceCount, InitialVariantWeight });

function createShadowed(world: World, config: string, model: string, weight: number): void {
  call(world, 'CreateEndpointConfig', {
    EndpointConfigName: config, ProductionVariants: [variant(VARIANT, model, 3)], ShadowProductionVariants: [variant('Shadow', 'next', 1, weight)],
  });
}

/** An endpoint on v1 whose requests are copied to a model `next`, in this share. */
function shadowed(weight: number, errorRate = 0): World {
  const world = churn({ requestsPerSecond: 20 });
  createVersion(world, 'next');
  world.setModelBehaviour('next', { errorRate });
  createShadowed(world, 'shadowed', 'v1', weight);
  update(world, 'shadowed', undefined);
  world.clock.advance(600);
  return world;
}

function sumOf(world: World, MetricName: string, VariantName: string, config: string): number {
  const { Datapoints } = call(world, 'GetMetricStatistics', {
    Namespace: 'AWS/SageMaker',
    MetricName,
    Dimensions: [{ Name: 'EndpointName', Value: ENDPOINT }, { Name: 'VariantName', Value: VariantName }, { Name: 'EndpointConfigName', Value: config }],
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: new Date('2026-01-02T00:00:00Z'),
    Period: 86_400,
    Statistics: ['Sum'],
  });
  return Datapoints[0]?.Sum ?? 0;
}

describe('a shadow variant', () => {
  test.each([1, 0.2])('of weight %d gets that share of the requests, and its own metrics', (weight) => {
    const world = shadowed(weight, 1);
    const requests = sumOf(world, 'Invocations', VARIANT, 'shadowed');
    const copies = sumOf(world, 'Invocations', 'Shadow', 'shadowed');
    expect(requests).toBeGreaterThan(5000);
    expect(copies / requests).toBeCloseTo(weight, 1);
    expect(sumOf(world, 'Invocation5XXErrors', 'Shadow', 'shadowed')).toBe(copies);
    expect(sumOf(world, 'Invocation5XXErrors', VARIANT, 'shadowed')).toBe(0);
  });

  test('answers nobody, however it fails', () => {
    const world = shadowed(1, 1);
    expect(world.requestTotals(ENDPOINT).shadowed.serverErrors).toBe(0);
    expect(call(world, 'InvokeEndpoint', { EndpointName: ENDPOINT, Body: Buffer.from('1') }).InvokedProductionVariant).toBe(VARIANT);
  });

  test('gets a copy of a single request too', () => {
    const world = shadowed(1);
    world.setTraffic(ENDPOINT, 0);
    world.clock.advance(60);
    const before = sumOf(world, 'Invocations', 'Shadow', 'shadowed');
    call(world, 'InvokeEndpoint', { EndpointName: ENDPOINT, Body: Buffer.from('1') });
    world.clock.advance(60);
    expect(sumOf(world, 'Invocations', 'Shadow', 'shadowed')).toBe(before + 1);
  });

  test('changes nothing about what the production variant does', () => {
    expect(shadowed(1, 1).requestTotals(ENDPOINT)).toEqual(shadowed(0).requestTotals(ENDPOINT));
  });

  test('is described with its endpoint, pending with an update', () => {
    const world = shadowed(1);
    const shadow = { VariantName: 'Shadow', CurrentInstanceCount: 1, DesiredInstanceCount: 1, CurrentWeight: 1 };
    expect(describeChurn(world).ShadowProductionVariants).toMatchObject([shadow]);
    expect(describeChurn(world).ProductionVariants).toHaveLength(1);
    createShadowed(world, 'again', 'v2', 1);
    update(world, 'again', canary([]));
    expect(describeChurn(world).PendingDeploymentSummary.ShadowProductionVariants).toMatchObject([{ ...shadow, CurrentInstanceCount: 0 }]);
    world.clock.advance(300);
    expect(describeChurn(world).PendingDeploymentSummary.ShadowProductionVariants).toMatchObject([shadow]);
  });

  test('that cannot be launched fails the update it comes with', () => {
    const world = churn();
    createVersion(world, 'next');
    world.setModelBehaviour('next', { provisioning: { failure: 'PingHealthCheck' } });
    createShadowed(world, 'shadowed', 'v2', 1);
    update(world, 'shadowed', canary([]));
    world.clock.advance(600);
    expect(describeChurn(world)).toMatchObject({ EndpointConfigName: 'v1', FailureReason: expect.stringContaining('production variant Shadow did not pass') });
  });

  test('is seen by an alarm on it, which can guard an update', () => {
    const world = shadowed(1);
    createShadowed(world, 'again', 'v2', 1);
    world.setModelBehaviour('next', { errorRate: 1 });
    putAlarm(world, 'errors', {
      Dimensions: [{ Name: 'EndpointName', Value: ENDPOINT }, { Name: 'VariantName', Value: 'Shadow' }, { Name: 'EndpointConfigName', Value: 'again' }],
    });
    update(world, 'again', canary(['errors']));
    world.clock.advance(600);
    expect(describeChurn(world)).toMatchObject({ EndpointConfigName: 'shadowed', FailureReason: expect.stringContaining('\'errors\'') });
  });

  test.each([
    ['two of them', [variant(VARIANT, 'v1', 1)], [variant('a', 'v1', 1), variant('b', 'v1', 1)], 'exactly one production variant and one shadow variant, it has 1 and 2'],
    ['two production variants beside it', [variant('a', 'v1', 1), variant('b', 'v1', 1)], [variant('c', 'v1', 1)], 'it has 2 and 1'],
    ['the production variant\'s name', [variant('a', 'v1', 1)], [variant('a', 'v1', 1)], 'Variant names must be unique'],
  ])('is refused with %s', (_what, ProductionVariants, ShadowProductionVariants, message) => {
    expect(() => call(churn(), 'CreateEndpointConfig', { EndpointConfigName: 'x', ProductionVariants, ShadowProductionVariants })).toThrow(message);
  });
});

import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import * as fc from 'fast-check';
import { routesOf, sharesOf } from '../../src/simulator/endpoint';
import type { Endpoint } from '../../src/simulator/endpoint';
import type { World } from '../../src/simulator/world';
import { call, churn, describeChurn, ENDPOINT, putAlarm, update, VARIANT } from '../simulator/churn';

interface Scenario {
  readonly seed: number;
  readonly instances: number;
  readonly requestsPerSecond: number;
  /** Of either config, in seconds. */
  readonly publishedEvery: readonly [number | undefined, number | undefined];
  readonly badFrom: number;
  readonly errorRate: number;
  readonly deployment: DeploymentConfig;
  /** Seconds between two looks at everything. */
  readonly step: number;
}

const percent = (min: number, max: number) => fc.integer({ min, max }).map((Value) => ({ Type: 'CAPACITY_PERCENT' as const, Value }));
const wait = fc.integer({ min: 0, max: 600 });

const policy = fc.oneof(
  fc.record({ size: percent(1, 50), wait, last: wait }).map(({ size, wait: WaitIntervalInSeconds, last }) => ({
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY' as const, CanarySize: size, WaitIntervalInSeconds }, TerminationWaitInSeconds: last },
  })),
  fc.record({ size: percent(10, 50), wait, last: wait }).map(({ size, wait: WaitIntervalInSeconds, last }) => ({
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'LINEAR' as const, LinearStepSize: size, WaitIntervalInSeconds }, TerminationWaitInSeconds: last },
  })),
  fc.record({ last: wait }).map(({ last }) => ({
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' as const, WaitIntervalInSeconds: 0 }, TerminationWaitInSeconds: last },
  })),
  fc.record({ size: percent(5, 50), back: percent(1, 100), wait, timeout: fc.option(fc.integer({ min: 601, max: 3600 }), { nil: undefined }) })
    .map(({ size, back, wait: WaitIntervalInSeconds, timeout }) => ({
      RollingUpdatePolicy: {
        MaximumBatchSize: size,
        RollbackMaximumBatchSize: back,
        WaitIntervalInSeconds,
        ...(timeout ? { MaximumExecutionTimeoutInSeconds: timeout } : {}),
      },
    })),
);

const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer(),
  instances: fc.integer({ min: 1, max: 12 }),
  requestsPerSecond: fc.constantFrom(0, 0.1, 10, 1000),
  publishedEvery: fc.tuple(fc.constantFrom(undefined, 10, 30, 120, 300), fc.constantFrom(undefined, 10, 30, 120, 300)),
  badFrom: fc.integer({ min: 0, max: 3000 }),
  errorRate: fc.constantFrom(0, 0.005, 0.5, 1),
  deployment: policy.map((config): DeploymentConfig => ({ ...config, AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } })),
  step: fc.integer({ min: 20, max: 400 }),
});

/** No rollout takes longer: twelve batches there, and twelve back. */
const LONGEST = 12 * (240 + 600) + 12 * 240;

function run(one: Scenario, look: (world: World) => void = () => undefined): World {
  const { seed, instances, requestsPerSecond, publishedEvery, badFrom, errorRate, deployment, step } = one;
  const world = churn({ seed, instances, requestsPerSecond, publishedEvery });
  putAlarm(world, 'errors', { config: 'v2' });
  update(world, 'v2', deployment);
  let bad = false;
  for (let passed = 0; passed < LONGEST && endpointOf(world).deployment; passed += step) {
    if (!bad && passed >= badFrom) {
      bad = true;
      world.setModelBehaviour('v2', { errorRate });
    }
    world.clock.advance(step);
    look(world);
  }
  return world;
}

function endpointOf(world: World): Endpoint {
  return world.sagemaker.endpoints.get(ENDPOINT)!;
}

function sumOfInvocations(world: World, dimensions: Record<string, string>, metricName = 'Invocations'): number {
  return world.cloudwatch.metrics.read({
    id: { namespace: 'AWS/SageMaker', metricName, dimensions: { EndpointName: ENDPOINT, VariantName: VARIANT, ...dimensions } },
    start: Date.parse('2026-01-01T00:00:00Z'),
    end: world.clock.now.getTime(),
    period: 60_000,
  }).reduce((sum, { values }) => sum + values.sum, 0);
}

const few = { numRuns: 20 };

describe('in any rollout', () => {
  test('the routes of an endpoint that serves take all its traffic, and no share is negative', () => {
    fc.assert(fc.property(scenario, (one) => {
      run(one, (world) => {
        const routes = routesOf(endpointOf(world));
        expect(routes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
        expect(routes.every(({ share }) => share > 0 && share <= 1 + 1e-9)).toBe(true);
        expect(Object.values(sharesOf(endpointOf(world))).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      });
    }), few);
  });

  test('traffic goes to fleets that have instances only, and no number of instances is negative', () => {
    fc.assert(fc.property(scenario, (one) => {
      run(one, (world) => {
        const { fleet, deployment } = endpointOf(world);
        for (const { instances } of [...fleet.variants, ...deployment?.green.variants ?? []]) {
          expect(instances).toBeGreaterThanOrEqual(0);
          expect(Number.isInteger(instances)).toBe(true);
        }
        expect(routesOf(endpointOf(world)).every(({ variant }) => variant.instances > 0)).toBe(true);
      });
    }), few);
  });

  test('there are always instances enough for the whole traffic', () => {
    fc.assert(fc.property(scenario, (one) => {
      run(one, (world) => {
        for (const { share, variant } of routesOf(endpointOf(world))) {
          expect(variant.instances).toBeGreaterThanOrEqual(one.instances * share - 1e-6);
        }
      });
    }), few);
  });

  test('no request is lost or counted twice: what was served is what was published, by fleet and in all', () => {
    fc.assert(fc.property(scenario, (one) => {
      const world = run(one);
      world.setTraffic(ENDPOINT, 0);
      world.clock.advance(300);
      const totals = world.requestTotals(ENDPOINT);
      for (const [EndpointConfigName, { requests, serverErrors }] of Object.entries(totals)) {
        expect(sumOfInvocations(world, { EndpointConfigName })).toBe(requests);
        expect(sumOfInvocations(world, { EndpointConfigName }, 'Invocation5XXErrors')).toBe(serverErrors);
        expect(serverErrors).toBeLessThanOrEqual(requests);
      }
      expect(sumOfInvocations(world, {})).toBe(Object.values(totals).reduce((sum, { requests }) => sum + requests, 0));
    }), few);
  });

  test('the end is on one of the two configs: the new one without a reason, or the old one with one', () => {
    fc.assert(fc.property(scenario, (one) => {
      const world = run(one);
      const { EndpointStatus, EndpointConfigName, FailureReason, PendingDeploymentSummary, ProductionVariants } = describeChurn(world);
      expect([EndpointStatus, PendingDeploymentSummary]).toEqual(['InService', undefined]);
      expect([EndpointConfigName, FailureReason === undefined]).toEqual(FailureReason === undefined ? ['v2', true] : ['v1', false]);
      expect(ProductionVariants[0].CurrentInstanceCount).toBe(one.instances);
    }), few);
  });

  test('a version without errors is never rolled back by its alarm', () => {
    fc.assert(fc.property(scenario, (one) => {
      const world = run({ ...one, errorRate: 0 });
      expect(world.timeline(ENDPOINT).filter(({ event, message }) => event === 'Step' && message.includes('in ALARM state'))).toEqual([]);
    }), few);
  });

  test('a version that fails every request from its first is rolled back if a bake gives the alarm the time it needs', () => {
    // A minute of requests that may have begun before the shift, and another whole one.
    const longEnough = fc.integer({ min: 120, max: 600 });
    fc.assert(fc.property(scenario, longEnough, (one, bakeSeconds) => {
      const deployment = {
        ...one.deployment,
        RollingUpdatePolicy: undefined,
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: 'LINEAR' as const, LinearStepSize: { Type: 'CAPACITY_PERCENT' as const, Value: 10 }, WaitIntervalInSeconds: bakeSeconds },
          TerminationWaitInSeconds: bakeSeconds,
        },
      };
      const world = run({ ...one, deployment, badFrom: 0, errorRate: 1, requestsPerSecond: 10, publishedEvery: [undefined, one.publishedEvery[1]] });
      expect(describeChurn(world)).toMatchObject({ EndpointConfigName: 'v1', FailureReason: expect.stringContaining('\'errors\'') });
    }), few);
  });

  test('the timeline is in order', () => {
    fc.assert(fc.property(scenario, (one) => {
      const times = run(one).timeline(ENDPOINT).map(({ time }) => time);
      expect(times).toEqual([...times].sort());
    }), few);
  });
});

describe('weights', () => {
  test('split the traffic in their proportions, zero included', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 4 }), fc.integer(), (weights, seed) => {
      const world = churn({ seed });
      call(world, 'CreateEndpointConfig', {
        EndpointConfigName: 'weighted',
        ProductionVariants: weights.map((InitialVariantWeight, index) => ({
          VariantName: `v${index}`, ModelName: 'v1', InstanceType: 'ml.m5.large', InitialInstanceCount: 1, InitialVariantWeight,
        })),
      });
      call(world, 'CreateEndpoint', { EndpointName: 'weighted', EndpointConfigName: 'weighted' });
      world.clock.advance(240);
      const routes = routesOf(world.sagemaker.endpoints.get('weighted')!);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(Object.fromEntries(routes.map(({ variant, share }) => [variant.variant.VariantName, share])))
        .toEqual(Object.fromEntries(weights.flatMap((weight, index) => (weight > 0 ? [[`v${index}`, expect.closeTo(weight / total, 10)]] : []))));
    }), few);
  });
});

import { ASSUMPTIONS, alarm, allAtOnce, canary, endpoint, instances, linear, rolling, variant } from './endpoints';
import { planEndpoint, type EndpointPlan } from '../../../src/rehearsal/plan/endpoint-plan';
import type { DeploymentConfig } from '../../../src/rollout/deployment-config';
import { PUBLICATION_DELAY_SECONDS } from '../../../src/rollout/detection';
import type { World } from '../../../src/simulator/world';
import { churn, ENDPOINT, putAlarm, update, VARIANT } from '../../simulator/churn';

const FLEET = 6;
const RATE = 100;

const STRATEGIES: ReadonlyArray<readonly [name: string, config: DeploymentConfig]> = [
  ['all at once', allAtOnce(300)],
  ['a canary', canary(instances(1))],
  ['a linear update', linear(instances(2))],
  ['a rolling update', rolling(instances(2), 180)],
];

function planned(deploymentConfig: DeploymentConfig): EndpointPlan {
  const declared = endpoint({ deploymentConfig, variants: [variant({ instances: FLEET })], alarms: [alarm()] });
  return planEndpoint(declared, { ...ASSUMPTIONS, requestsPerSecond: RATE });
}

/** The same update on the simulator; its clock starts with the update. */
function simulated(config: DeploymentConfig, errorRate: number, guarded = true): { readonly world: World; readonly start: number } {
  const settings = { provisioningSeconds: ASSUMPTIONS.provisioningSeconds, metricDelaySeconds: PUBLICATION_DELAY_SECONDS };
  const world = churn({ instances: FLEET, requestsPerSecond: RATE, seed: 5, settings });
  world.setModelBehaviour('v2', { errorRate });
  putAlarm(world, 'errors', { config: 'v2' });
  const start = world.clock.now.getTime();
  const alarms = guarded ? { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } } : {};
  update(world, 'v2', structuredClone({ ...config, ...alarms }) as Parameters<typeof update>[2]);
  world.clock.advance(2 * 3600);
  return { world, start };
}

describe.each(STRATEGIES)('on the simulator, %s', (_name, config) => {
  test('bakes when the plan says, and is done when it says', () => {
    const { world, start } = simulated(config, 0);
    const since = (time: string): number => (Date.parse(time) - start) / 1000;
    const timeline = world.timeline(ENDPOINT).filter(({ time }) => since(time) > 0);
    const bakes = timeline.flatMap((entry) => (entry.event === 'Step' && entry.step === 'Baking' ? [since(entry.time)] : []));
    const done = timeline.flatMap((entry) => (entry.event === 'EndpointStatus' && entry.status === 'InService' ? [since(entry.time)] : []));
    const plan = planned(config);
    expect(bakes).toEqual(plan.phases.filter(({ kind }) => kind === 'bake').map(({ fromSeconds }) => fromSeconds));
    expect(done).toEqual([plan.durationSeconds]);
  });

  test('fails as many requests as the plan puts at risk, and is rolled back when it says', () => {
    const { world, start } = simulated(config, 1);
    const { requestsAtRisk } = planned(config);
    const rolledBack = world.timeline(ENDPOINT).filter((entry) => entry.event === 'AlarmState' && entry.to === 'ALARM').map(({ time }) => (Date.parse(time) - start) / 1000);
    expect(rolledBack[0]).toBe(requestsAtRisk.rolledBackAfterSeconds);
    expect(Math.abs(failedRequests(world) - requestsAtRisk.guarded!)).toBeLessThan(5 * Math.sqrt(requestsAtRisk.guarded!));
  });
});

test('on the simulator, an unguarded update fails as many requests until it is done as the plan says', () => {
  const config = rolling(instances(2), 180);
  const { world, start } = simulated(config, 1, false);
  const { requestsAtRisk, durationSeconds } = planned(config);
  const failed = failedRequests(world, start + durationSeconds * 1000);
  expect(Math.abs(failed - requestsAtRisk.unguarded)).toBeLessThan(5 * Math.sqrt(requestsAtRisk.unguarded));
});

function failedRequests(world: World, end = world.clock.now.getTime()): number {
  return world.cloudwatch.metrics.read({
    id: { namespace: 'AWS/SageMaker', metricName: 'Invocation5XXErrors', dimensions: { EndpointName: ENDPOINT, VariantName: VARIANT, EndpointConfigName: 'v2' } },
    start: Date.parse('2026-01-01T00:00:00Z'),
    end,
    period: 60_000,
  }).reduce((sum, { values }) => sum + values.sum, 0);
}

import { canary, churn, createVersion, describeChurn, ENDPOINT, putAlarm, story, update } from './churn';
import type { World } from '../../src/simulator/world';

const UPDATE = 600;

function rolling(alarmNames: readonly string[], policy: object = {}) {
  return {
    ...canary(alarmNames),
    BlueGreenUpdatePolicy: undefined,
    RollingUpdatePolicy: { MaximumBatchSize: { Type: 'CAPACITY_PERCENT' as const, Value: 40 }, WaitIntervalInSeconds: 180, ...policy },
  };
}

/** Instances of both fleets. */
function instances(world: World): number[] {
  const { ProductionVariants: [blue], PendingDeploymentSummary: pending } = describeChurn(world);
  return [blue.CurrentInstanceCount, ...(pending ? [pending.ProductionVariants[0].CurrentInstanceCount] : [])];
}

describe('a rolling update', () => {
  test('replaces the fleet batch by batch', () => {
    const world = churn({ instances: 5 });
    update(world, 'v2', rolling([]));
    world.clock.advance(3600);
    expect(story(world, UPDATE)).toEqual([
      '10:00 Updating v1',
      '10:00 Provisioning v2 2',
      '14:00 ActivatingTraffic v2 2',
      '14:00 split v1 0.60 v2 0.40',
      '14:00 Baking v2 2',
      '17:00 Terminating v1 2',
      '17:00 Provisioning v2 2',
      '21:00 ActivatingTraffic v2 4',
      '21:00 split v1 0.20 v2 0.80',
      '21:00 Baking v2 4',
      '24:00 Terminating v1 2',
      '24:00 Provisioning v2 1',
      '28:00 ActivatingTraffic v2 5',
      '28:00 split v1 0.00 v2 1.00',
      '28:00 Baking v2 5',
      '31:00 Terminating v1 1',
      '31:00 InService v2',
    ]);
  });

  test('has no more than one batch of instances beyond the fleet', () => {
    const world = churn({ instances: 5 });
    update(world, 'v2', rolling([]));
    let most = 0;
    for (let second = 0; second < 1300; second += 10) {
      world.clock.advance(10);
      most = Math.max(most, instances(world).reduce((a, b) => a + b, 0));
    }
    expect(most).toBe(7);
  });

  test('terminates all of blue where the new config has another number of instances', () => {
    const world = churn({ instances: 5 });
    createVersion(world, 'v3', 2);
    update(world, 'v3', rolling([], { MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 } }));
    world.clock.advance(500);
    expect(instances(world)).toEqual([3, 1]);
    world.clock.advance(3600);
    expect(instances(world)).toEqual([2]);
  });
});

describe('an alarm in the second bake of a rolling update', () => {
  function alarmed(policy: object = {}): World {
    const world = churn({ instances: 5 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', rolling(['errors'], policy));
    world.clock.advance(700);
    world.setModelBehaviour('v2', { errorRate: 1 });
    world.clock.advance(3600);
    return world;
  }

  test('gives blue its traffic back, and launches the rest of it at once', () => {
    expect(story(alarmed(), 1260).filter((line) => !line.includes('errors'))).toEqual([
      '21:00 ActivatingTraffic v2 4',
      '21:00 split v1 0.20 v2 0.80',
      '21:00 Baking v2 4',
      '22:00 RollingBack v2 4',
      '22:00 Updating v1',
      '22:00 split v1 0.60 v2 0.40',
      '22:00 Provisioning v1 2',
      '26:00 split v1 1.00 v2 0.00',
      '26:00 InService v1',
    ]);
  });

  test('or in batches of the size asked for', () => {
    const world = alarmed({ RollbackMaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 } });
    expect(story(world, 1320).filter((line) => !line.includes('errors'))).toEqual([
      '22:00 RollingBack v2 4',
      '22:00 Updating v1',
      '22:00 split v1 0.60 v2 0.40',
      '22:00 Provisioning v1 1',
      '26:00 split v1 0.80 v2 0.20',
      '26:00 Provisioning v1 1',
      '30:00 split v1 1.00 v2 0.00',
      '30:00 InService v1',
    ]);
    expect(instances(world)).toEqual([5]);
  });

  test('names the alarm and the phase', () => {
    expect(describeChurn(alarmed()).FailureReason).toMatch(/baking 4 of 5 instance\(s\).*'errors'/);
  });
});

describe('an alarm in the first bake of a rolling update', () => {
  test('gives all traffic back at once: nothing of blue has been terminated', () => {
    const world = churn({ instances: 5 });
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', rolling(['errors']));
    world.clock.advance(360);
    expect(story(world, 900).slice(-2)).toEqual(['15:00 split v1 1.00 v2 0.00', '15:00 InService v1']);
  });
});

describe('an alarm while the next batch is launched', () => {
  test('rolls back without waiting for the next bake', () => {
    const world = churn({ instances: 5 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', rolling(['errors']));
    world.clock.advance(430);
    world.setModelBehaviour('v2', { errorRate: 1 });
    world.clock.advance(170);
    expect(story(world, UPDATE).some((line) => line.includes('RollingBack'))).toBe(true);
    expect(world.requestTotals(ENDPOINT).v2.serverErrors).toBeGreaterThan(0);
  });
});

describe('the setting rollbackStatus', () => {
  test('is what the endpoint shows while it goes back in batches', () => {
    const world = churn({ instances: 5, settings: { rollbackStatus: 'RollingBack' } });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', rolling(['errors']));
    world.clock.advance(700);
    world.setModelBehaviour('v2', { errorRate: 1 });
    world.clock.advance(150);
    expect(describeChurn(world).EndpointStatus).toBe('RollingBack');
  });
});

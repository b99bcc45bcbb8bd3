import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { call, canary, churn, describeChurn, putAlarm, story, update } from './churn';
import type { World } from '../../src/simulator/world';

const UPDATE = 600;
const FLEET = 4;

const percent = (Value: number) => ({ Type: 'CAPACITY_PERCENT' as const, Value });
const size = (Value: number) => ({ Type: 'INSTANCE_COUNT' as const, Value });

function blueGreen(routing: object, policy: object = {}): DeploymentConfig {
  return canary(['errors'], { TrafficRoutingConfiguration: { WaitIntervalInSeconds: 300, ...routing }, ...policy });
}

function rolling(policy: object = {}): DeploymentConfig {
  return { ...canary(['errors']), BlueGreenUpdatePolicy: undefined, RollingUpdatePolicy: { MaximumBatchSize: percent(25), WaitIntervalInSeconds: 120, ...policy } };
}

const STRATEGIES: ReadonlyArray<[string, DeploymentConfig]> = [
  ['all at once', blueGreen({ Type: 'ALL_AT_ONCE' })],
  ['a canary', blueGreen({ Type: 'CANARY', CanarySize: percent(25) })],
  ['a linear update', blueGreen({ Type: 'LINEAR', LinearStepSize: percent(25) })],
  ['a rolling update', rolling()],
];

/** How it ended. */
function ended(world: World): string {
  world.clock.advance(4 * 3600);
  const { EndpointStatus, EndpointConfigName } = describeChurn(world);
  return `${EndpointStatus} on ${EndpointConfigName}`;
}

describe.each(STRATEGIES)('%s', (_name, deployment) => {
  test('is rolled back in its first bake by an alarm that was in ALARM when it started', () => {
    const world = churn({ instances: FLEET });
    world.setModelBehaviour('v1', { errorRate: 1 });
    putAlarm(world, 'errors');
    world.clock.advance(120);
    update(world, 'v2', deployment);
    expect(ended(world)).toBe('InService on v1');
    const steps = story(world, UPDATE + 120).filter((line) => / (Baking|RollingBack|InService) /.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(steps).toEqual(['16:00 Baking', '16:00 RollingBack', '16:00 InService']);
  });

  test('is kept when its alarm has insufficient data to the end', () => {
    const world = churn({ instances: FLEET });
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'nobody' });
    update(world, 'v2', deployment);
    expect(ended(world)).toBe('InService on v2');
    expect(call(world, 'DescribeAlarms', {}).MetricAlarms[0].StateValue).toBe('INSUFFICIENT_DATA');
  });

  test('is kept when its alarm is deleted before it can go off, and when there never was one', () => {
    const world = churn({ instances: FLEET });
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', deployment);
    world.clock.advance(290);
    call(world, 'DeleteAlarms', { AlarmNames: ['errors'] });
    expect(ended(world)).toBe('InService on v2');
  });

  test('on a single instance puts all traffic on the one new instance, where it is allowed', () => {
    const world = churn({ instances: 1 });
    update(world, 'v2', deployment);
    expect(ended(world)).toBe('InService on v2');
    const splits = story(world, UPDATE).filter((line) => line.includes('split'));
    expect(splits).toEqual(['14:00 split v1 0.00 v2 1.00']);
    expect(describeChurn(world).ProductionVariants[0].CurrentInstanceCount).toBe(1);
  });
});

describe('a canary of one of a single instance', () => {
  test('is refused: it would be all of it', () => {
    const world = churn({ instances: 1 });
    expect(() => update(world, 'v2', blueGreen({ Type: 'CANARY', CanarySize: size(1) })))
      .toThrow('CanarySize is 1 of 1 instance(s), 100 % of variant "AllTraffic", it must be from 1 % to 50 %');
  });
});

describe('the maximum execution timeout', () => {
  const timeouts: ReadonlyArray<[string, DeploymentConfig, object, RegExp]> = [
    ['while the new fleet is launched', blueGreen({ Type: 'CANARY', CanarySize: size(1) }, { MaximumExecutionTimeoutInSeconds: 600 }), { provisioning: { seconds: 601 } },
      /while provisioning: it did not finish within 600 seconds/],
    ['in the bake of a canary', blueGreen({ Type: 'CANARY', CanarySize: size(1), WaitIntervalInSeconds: 480 }, { TerminationWaitInSeconds: 0, MaximumExecutionTimeoutInSeconds: 600 }), {},
      /while baking 1 of 4 instance\(s\) \(WaitIntervalInSeconds\)/],
    ['in the termination wait', blueGreen({ Type: 'CANARY', CanarySize: size(1), WaitIntervalInSeconds: 200 }, { TerminationWaitInSeconds: 350, MaximumExecutionTimeoutInSeconds: 600 }), {},
      /while baking 4 of 4 instance\(s\) \(TerminationWaitInSeconds\)/],
    ['in a step of a linear update', blueGreen({ Type: 'LINEAR', LinearStepSize: percent(25), WaitIntervalInSeconds: 150 }, { MaximumExecutionTimeoutInSeconds: 600 }), {},
      /while baking 3 of 4 instance\(s\)/],
    ['in a bake of a rolling update', rolling({ MaximumExecutionTimeoutInSeconds: 650 }), {}, /while baking 2 of 4 instance\(s\)/],
    ['while a rolling update launches a batch', rolling({ MaximumExecutionTimeoutInSeconds: 800 }), {}, /while provisioning/],
  ];

  test.each(timeouts)('that runs out %s takes the update back', (_when, deployment, behaviour, reason) => {
    const world = churn({ instances: FLEET });
    world.setModelBehaviour('v2', behaviour);
    update(world, 'v2', deployment);
    expect(ended(world)).toBe('InService on v1');
    expect(describeChurn(world).FailureReason).toMatch(reason);
    expect(describeChurn(world).ProductionVariants[0].CurrentInstanceCount).toBe(FLEET);
  });

  test('does not end a rollback that is under way', () => {
    const world = churn({ instances: FLEET });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', rolling({ MaximumExecutionTimeoutInSeconds: 700, RollbackMaximumBatchSize: size(1) }));
    world.clock.after(610, () => world.setModelBehaviour('v2', { errorRate: 1 }));
    expect(ended(world)).toBe('InService on v1');
    expect(describeChurn(world).FailureReason).toContain('\'errors\' in ALARM state');
  });
});

describe('the size of a rollback\'s batches', () => {
  test.each<[string, object | undefined, number]>([
    ['none is asked for', undefined, 1], ['of all', percent(100), 1], ['of two', size(2), 2], ['of one', size(1), 3], ['of a tenth, rounded to one', percent(10), 3],
  ])('%s', (_size, RollbackMaximumBatchSize, launches) => {
    const world = churn({ instances: FLEET });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', rolling({ RollbackMaximumBatchSize }));
    // All four batches are on, three old instances are gone.
    world.clock.after(3 * 360 + 245, () => world.setModelBehaviour('v2', { errorRate: 1 }));
    expect(ended(world)).toBe('InService on v1');
    expect(story(world, UPDATE).filter((line) => line.includes('Provisioning v1'))).toHaveLength(launches);
  });
});

describe('a percentage of instances', () => {
  test.each([
    ['CANARY', 33, 3, 1], ['CANARY', 1, 3, 1], ['CANARY', 50, 3, 2], ['CANARY', 10, 12, 1], ['CANARY', 13, 12, 2], ['CANARY', 12, 12, 1],
    ['LINEAR', 10, 4, 1], ['LINEAR', 50, 5, 3],
  ])('%s of %d %% of %d instances is %d', (Type, share, instances, expected) => {
    const world = churn({ instances });
    update(world, 'v2', blueGreen({ Type, ...(Type === 'CANARY' ? { CanarySize: percent(share) } : { LinearStepSize: percent(share) }) }));
    world.clock.advance(250);
    expect(story(world, UPDATE).find((line) => line.includes('Baking'))).toBe(`14:00 Baking v2 ${expected}`);
  });

  test.each([[5, 2, 1], [50, 3, 2], [50, 1, 1], [5, 100, 5]])('in a rolling update of %d %% of %d instances is %d', (share, instances, expected) => {
    const world = churn({ instances });
    update(world, 'v2', rolling({ MaximumBatchSize: percent(share) }));
    world.clock.advance(250);
    expect(story(world, UPDATE).find((line) => line.includes('Baking'))).toBe(`14:00 Baking v2 ${expected}`);
  });
});

import type { VariantStatus } from '@aws-sdk/client-sagemaker';
import { call, canary, churn, describeChurn, ENDPOINT, putAlarm, update, VARIANT } from './churn';
import type { World } from '../../src/simulator/world';

const UPDATE = 600;

/**
 * What DescribeEndpoint answers, a line for each time that it answers anything new: minutes and seconds since the update
 * was asked for, the endpoint's status and config, then of each fleet its instances as current/desired, and the variant's status.
 */
function described(world: World, seconds: number, step = 10): string[] {
  const lines: string[] = [];
  const start = world.clock.now.getTime();
  for (let passed = 0; passed <= seconds; passed += step) {
    const line = row(world);
    if (lines.length === 0 || !lines[lines.length - 1].endsWith(line)) {
      const since = (world.clock.now.getTime() - start) / 1000;
      lines.push(`${String(Math.floor(since / 60)).padStart(2, '0')}:${String(since % 60).padStart(2, '0')} ${line}`);
    }
    world.clock.advance(step);
  }
  return lines;
}

interface Summary {
  readonly CurrentInstanceCount: number;
  readonly DesiredInstanceCount: number;
  readonly CurrentWeight: number;
  readonly VariantStatus?: ReadonlyArray<{ readonly Status: VariantStatus }>;
}

function row(world: World): string {
  const { EndpointStatus, EndpointConfigName, ProductionVariants, PendingDeploymentSummary: pending, FailureReason } = describeChurn(world);
  const fleet = ([{ CurrentInstanceCount, DesiredInstanceCount, VariantStatus }]: readonly Summary[]) =>
    `${CurrentInstanceCount}/${DesiredInstanceCount}${VariantStatus ? ` ${VariantStatus[0].Status}` : ''}`;
  return [
    `${EndpointStatus} on ${EndpointConfigName} ${fleet(ProductionVariants)}`,
    ...(pending ? [`pending ${pending.EndpointConfigName} ${fleet(pending.ProductionVariants)}`] : []),
    ...(FailureReason === undefined ? [] : ['with a reason']),
  ].join(' | ');
}

const size = (Value: number) => ({ Type: 'INSTANCE_COUNT' as const, Value });

function rolling(policy: object = {}, alarms: readonly string[] = ['errors']) {
  const RollingUpdatePolicy = { MaximumBatchSize: size(2), WaitIntervalInSeconds: 120, ...policy };
  return { ...canary(alarms), BlueGreenUpdatePolicy: undefined, RollingUpdatePolicy };
}

/** An endpoint of four instances with an alarm on the new fleet. */
function guarded(settings: object = {}): World {
  const world = churn({ instances: 4, settings });
  putAlarm(world, 'errors', { config: 'v2', TreatMissingData: 'notBreaching' });
  return world;
}

describe('DescribeEndpoint tells of', () => {
  test('an update all at once', () => {
    const world = guarded();
    update(world, 'v2', canary(['errors'], { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 } }));
    expect(described(world, UPDATE)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 Updating on v1 4/4 | pending v2 4/4 Baking',
      '06:00 InService on v2 4/4',
    ]);
  });

  test('a canary', () => {
    const world = guarded();
    update(world, 'v2', canary(['errors']));
    expect(described(world, 1200)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 Updating on v1 4/4 | pending v2 4/4 Baking',
      '11:00 InService on v2 4/4',
    ]);
  });

  test('the bakes of a canary, in its messages', () => {
    const world = guarded();
    update(world, 'v2', canary(['errors']));
    const messages: string[] = [];
    for (let passed = 0; passed < 680; passed += 20) {
      const message = describeChurn(world).PendingDeploymentSummary?.ProductionVariants[0].VariantStatus[0].StatusMessage;
      if (message !== undefined && !messages.includes(message)) {
        messages.push(message);
      }
      world.clock.advance(20);
    }
    expect(messages).toEqual([
      'Launching 4 instance(s).',
      'Baking for 300 seconds (WaitIntervalInSeconds) with traffic enabled on canary capacity of 1 instance(s).',
      'Baking for 120 seconds (TerminationWaitInSeconds) with traffic enabled on full capacity of 4 instance(s).',
    ]);
  });

  test('a linear update in two steps, whose last one is rolled back', () => {
    const world = guarded();
    update(world, 'v2', canary(['errors'], { TrafficRoutingConfiguration: { Type: 'LINEAR', LinearStepSize: size(2), WaitIntervalInSeconds: 180 } }));
    world.clock.after(430, () => world.setModelBehaviour('v2', { errorRate: 1 }));
    expect(described(world, 1200)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 Updating on v1 4/4 | pending v2 4/4 Baking',
      '08:00 InService on v1 4/4 | with a reason',
    ]);
  });

  test('a rolling update', () => {
    const world = guarded();
    update(world, 'v2', rolling());
    expect(described(world, 1200)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 Updating on v1 4/4 | pending v2 2/4 Baking',
      '06:00 Updating on v1 2/4 | pending v2 2/4 Creating',
      '10:00 Updating on v1 2/4 | pending v2 4/4 Baking',
      '12:00 InService on v2 4/4',
    ]);
  });

  test('a rolling update that is rolled back one by one', () => {
    const world = guarded({ rollbackStatus: 'RollingBack' });
    update(world, 'v2', rolling({ RollbackMaximumBatchSize: size(1) }));
    world.clock.after(610, () => world.setModelBehaviour('v2', { errorRate: 1 }));
    expect(described(world, 1800)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 Updating on v1 4/4 | pending v2 2/4 Baking',
      '06:00 Updating on v1 2/4 | pending v2 2/4 Creating',
      '10:00 Updating on v1 2/4 | pending v2 4/4 Baking',
      '11:00 RollingBack on v1 2/4 Updating | pending v2 2/4 Deleting',
      '15:00 RollingBack on v1 3/4 Updating | pending v2 1/4 Deleting',
      '19:00 InService on v1 4/4 | with a reason',
    ]);
  });

  test('a rolling update whose rollback fails, and the update that heals it', () => {
    const world = guarded();
    update(world, 'v2', rolling());
    world.clock.after(300, () => ['v1', 'v2'].forEach((model) => world.setModelBehaviour(model, { provisioning: { failure: 'InsufficientCapacity' } })));
    expect(described(world, 1000)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 Updating on v1 4/4 | pending v2 2/4 Baking',
      '06:00 Updating on v1 2/4 | pending v2 2/4 Creating',
      '10:00 Updating on v1 2/4 Updating | pending v2 2/4 Deleting',
      '14:00 UpdateRollbackFailed on v1 2/4 | with a reason',
    ]);
    world.setModelBehaviour('v1', {});
    update(world, 'v1', undefined);
    expect(described(world, 600)).toEqual([
      '00:00 Updating on v1 2/4 | pending v1 0/4 Creating | with a reason',
      '04:00 InService on v1 4/4',
    ]);
  });

  test('an update whose new fleet never becomes healthy', () => {
    const world = guarded();
    world.setModelBehaviour('v2', { provisioning: { failure: 'PingHealthCheck' } });
    update(world, 'v2', canary(['errors']));
    expect(described(world, 600)).toEqual([
      '00:00 Updating on v1 4/4 | pending v2 0/4 Creating',
      '04:00 InService on v1 4/4 | with a reason',
    ]);
  });

  test('a create, a change of capacity and a delete', () => {
    const world = churn();
    call(world, 'CreateEndpoint', { EndpointName: 'other', EndpointConfigName: 'v1' });
    expect(call(world, 'DescribeEndpoint', { EndpointName: 'other' })).toMatchObject({ EndpointStatus: 'Creating', ProductionVariants: [{ VariantStatus: [{ Status: 'Creating' }] }] });
    call(world, 'UpdateEndpointWeightsAndCapacities', { EndpointName: ENDPOINT, DesiredWeightsAndCapacities: [{ VariantName: VARIANT, DesiredInstanceCount: 5 }] });
    expect(described(world, 300)).toEqual(['00:00 Updating on v1 3/5 Updating', '04:00 InService on v1 5/5']);
    call(world, 'DeleteEndpoint', { EndpointName: ENDPOINT });
    expect(row(world)).toBe('Deleting on v1 5/5');
    world.clock.advance(30);
    expect(() => row(world)).toThrow('Could not find endpoint');
  });
});

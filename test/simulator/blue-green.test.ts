import { call, canary, churn, createVersion, describeChurn, ENDPOINT, putAlarm, story, update, VARIANT } from './churn';

const UPDATE = 600;

describe('a canary whose model fails every request', () => {
  function rolledBack() {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', canary(['errors']));
    return world;
  }

  test('is rolled back within the first bake', () => {
    const world = rolledBack();
    world.clock.advance(600);
    expect(story(world, UPDATE)).toEqual([
      '10:00 Updating v1',
      '10:00 Provisioning v2 3',
      '14:00 ActivatingTraffic v2 1',
      '14:00 split v1 0.67 v2 0.33',
      '14:00 Baking v2 1',
      '15:00 errors INSUFFICIENT_DATA -> ALARM',
      '15:00 RollingBack v2 3',
      '15:00 split v1 1.00 v2 0.00',
      '15:00 InService v1',
      '18:00 errors ALARM -> INSUFFICIENT_DATA',
    ]);
  });

  test('leaves the endpoint in service on the old config, with a reason that names the alarm', () => {
    const world = rolledBack();
    world.clock.advance(600);
    const endpoint = describeChurn(world);
    expect(endpoint).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v1', FailureReason: expect.stringContaining('alarm \'errors\' in ALARM state') });
    expect(endpoint.FailureReason).toContain('while baking 1 of 3 instance(s) (WaitIntervalInSeconds)');
    expect(endpoint.PendingDeploymentSummary).toBeUndefined();
  });

  test('harms a third of one minute\'s requests and no more', () => {
    const world = rolledBack();
    world.clock.advance(3600);
    const { v1, v2 } = world.requestTotals(ENDPOINT);
    expect(v2.serverErrors).toBe(v2.requests);
    expect(v2.requests / (60 * 10)).toBeCloseTo(1 / 3, 1);
    expect(v1.serverErrors).toBe(0);
  });

  test('is followed by a good update with the retained deployment config, which clears the reason', () => {
    const world = rolledBack();
    world.clock.advance(600);
    createVersion(world, 'v3');
    putAlarm(world, 'errors', { config: 'v3' });
    update(world, 'v3', undefined, { RetainDeploymentConfig: true });
    world.clock.advance(300);
    expect(describeChurn(world).PendingDeploymentSummary.ProductionVariants[0].VariantStatus[0].Status).toBe('Baking');
    world.clock.advance(600);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v3' });
    expect(describeChurn(world).FailureReason).toBeUndefined();
  });
});

describe('a canary whose model is good', () => {
  function kept() {
    const world = churn();
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', canary(['errors']));
    return world;
  }

  test('takes the rest of the traffic after its bake, and blue\'s place after the termination wait', () => {
    const world = kept();
    world.clock.advance(1200);
    expect(story(world, UPDATE)).toEqual([
      '10:00 Updating v1',
      '10:00 Provisioning v2 3',
      '14:00 ActivatingTraffic v2 1',
      '14:00 split v1 0.67 v2 0.33',
      '14:00 Baking v2 1',
      '15:00 errors INSUFFICIENT_DATA -> OK',
      '19:00 ActivatingTraffic v2 3',
      '19:00 split v1 0.00 v2 1.00',
      '19:00 Baking v2 3',
      '21:00 Terminating v1 3',
      '21:00 InService v2',
    ]);
  });

  test('shows the old config, and the new one as pending, while it bakes', () => {
    const world = kept();
    world.clock.advance(250);
    expect(describeChurn(world)).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'v1',
      PendingDeploymentSummary: {
        EndpointConfigName: 'v2',
        StartTime: new Date('2026-01-01T00:10:00Z'),
        ProductionVariants: [{
          VariantName: VARIANT,
          CurrentInstanceCount: 3,
          DesiredInstanceCount: 3,
          VariantStatus: [{
            Status: 'Baking',
            StatusMessage: 'Baking for 300 seconds (WaitIntervalInSeconds) with traffic enabled on canary capacity of 1 instance(s).',
            StartTime: new Date('2026-01-01T00:14:00Z'),
          }],
        }],
      },
    });
  });

  test('is still provisioning, without instances, before that', () => {
    const world = kept();
    world.clock.advance(239);
    const [variant] = describeChurn(world).PendingDeploymentSummary.ProductionVariants;
    expect(variant).toMatchObject({ CurrentInstanceCount: 0, DesiredInstanceCount: 3, VariantStatus: [{ Status: 'Creating' }] });
  });
});

describe('an alarm that goes off in the termination wait', () => {
  test('still rolls the update back', () => {
    const world = churn();
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', canary(['errors'], { TerminationWaitInSeconds: 600 }));
    world.clock.advance(600);
    world.setModelBehaviour('v2', { errorRate: 0.5 });
    world.clock.advance(300);
    expect(describeChurn(world)).toMatchObject({ EndpointConfigName: 'v1', FailureReason: expect.stringContaining('(TerminationWaitInSeconds)') });
  });

  test('at its very last instant too', () => {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    // Seen a minute after the shift, when the first minute of requests is over.
    update(world, 'v2', canary(['errors'], { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 }, TerminationWaitInSeconds: 60 }));
    world.clock.advance(600);
    expect(describeChurn(world).EndpointConfigName).toBe('v1');
  });

  test('does nothing once the wait is over', () => {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', canary(['errors'], { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 }, TerminationWaitInSeconds: 59 }));
    world.clock.advance(600);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v2' });
  });
});

describe('an alarm that is in ALARM already when the update starts', () => {
  test('rolls back when the first bake starts', () => {
    const world = churn();
    world.setModelBehaviour('v1', { errorRate: 0.1 });
    putAlarm(world, 'errors');
    world.clock.advance(300);
    update(world, 'v2', canary(['errors']));
    world.clock.advance(240);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v1', FailureReason: expect.stringContaining('\'errors\'') });
  });

  test('does not, if it was re-pointed to the new fleet and has been evaluated since', () => {
    const world = churn();
    world.setModelBehaviour('v1', { errorRate: 0.1 });
    putAlarm(world, 'errors', { config: 'v1' });
    world.clock.advance(300);
    putAlarm(world, 'errors', { config: 'v2' });
    expect(call(world, 'DescribeAlarms', {}).MetricAlarms[0].StateValue).toBe('ALARM');
    update(world, 'v2', canary(['errors']));
    world.clock.advance(1200);
    expect(describeChurn(world).EndpointConfigName).toBe('v2');
  });
});

describe('several alarms that go off together', () => {
  test('are all named', () => {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1, latencyMs: { p50: 500, p99: 900 } });
    putAlarm(world, 'errors', { config: 'v2' });
    putAlarm(world, 'latency', { config: 'v2', metricName: 'ModelLatency', ExtendedStatistic: 'p99', Threshold: 100_000 });
    update(world, 'v2', canary(['latency', 'errors', 'no-such-alarm']));
    world.clock.advance(600);
    expect(describeChurn(world).FailureReason).toContain('alarms \'latency\', \'errors\' in ALARM state');
  });
});

describe('an alarm over both fleets', () => {
  test('sees only the canary\'s share of its errors', () => {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'diluted', { Threshold: 0.5 });
    putAlarm(world, 'isolated', { config: 'v2', Threshold: 0.5 });
    update(world, 'v2', canary([]));
    world.clock.advance(420);
    const states = Object.fromEntries(call(world, 'DescribeAlarms', {}).MetricAlarms.map((alarm: { AlarmName: string; StateValue: string }) => [alarm.AlarmName, alarm.StateValue]));
    expect(states).toEqual({ diluted: 'OK', isolated: 'ALARM' });
  });
});

describe('a linear update', () => {
  test('turns traffic over step by step', () => {
    const world = churn({ instances: 10 });
    update(world, 'v2', canary([], {
      TrafficRoutingConfiguration: { Type: 'LINEAR', LinearStepSize: { Type: 'CAPACITY_PERCENT', Value: 40 }, WaitIntervalInSeconds: 120 },
      TerminationWaitInSeconds: 60,
    }));
    world.clock.advance(1200);
    expect(story(world, UPDATE).filter((line) => line.includes('split') || line.includes('InService'))).toEqual([
      '14:00 split v1 0.60 v2 0.40',
      '16:00 split v1 0.20 v2 0.80',
      '18:00 split v1 0.00 v2 1.00',
      '19:00 InService v2',
    ]);
  });
});

describe('an update without a deployment config', () => {
  test('shifts all traffic at once and bakes nothing, whatever the alarms say', () => {
    const world = churn();
    world.setModelBehaviour('v2', { errorRate: 1 });
    putAlarm(world, 'errors', { config: 'v2' });
    update(world, 'v2', undefined);
    world.clock.advance(600);
    expect(story(world, UPDATE).slice(0, 6)).toEqual([
      '10:00 Updating v1',
      '10:00 Provisioning v2 3',
      '14:00 ActivatingTraffic v2 3',
      '14:00 split v1 0.00 v2 1.00',
      '14:00 Terminating v1 3',
      '14:00 InService v2',
    ]);
  });
});

describe('a fleet on Inf1 instances', () => {
  test('loses its guard without a word', () => {
    const world = churn();
    call(world, 'CreateEndpointConfig', {
      EndpointConfigName: 'inf', ProductionVariants: [{ VariantName: VARIANT, ModelName: 'v2', InstanceType: 'ml.inf1.xlarge', InitialInstanceCount: 3 }],
    });
    update(world, 'inf', canary([]));
    world.clock.advance(240);
    expect(describeChurn(world)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'inf' });
  });
});

describe('the maximum execution timeout', () => {
  test('ends an update that is not through, and rolls it back', () => {
    const world = churn({ settings: { provisioningSeconds: 500 } });
    update(world, 'v2', canary([], { MaximumExecutionTimeoutInSeconds: 600 }));
    world.clock.advance(599);
    expect(describeChurn(world).EndpointStatus).toBe('Updating');
    world.clock.advance(1);
    expect(describeChurn(world)).toMatchObject({
      EndpointStatus: 'InService', EndpointConfigName: 'v1', FailureReason: expect.stringContaining('did not finish within 600 seconds (MaximumExecutionTimeoutInSeconds)'),
    });
  });

  test('does nothing to an update that is through', () => {
    const world = churn();
    update(world, 'v2', canary([]));
    world.clock.advance(3600);
    expect(describeChurn(world).EndpointConfigName).toBe('v2');
    expect(describeChurn(world).FailureReason).toBeUndefined();
  });
});

describe('two production variants', () => {
  test('take their canaries together, each by its own size', () => {
    const world = churn();
    const variants = (model: string) => [
      { VariantName: 'Large', ModelName: model, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 10, InitialVariantWeight: 3 },
      { VariantName: 'Small', ModelName: model, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 2, InitialVariantWeight: 1 },
    ];
    call(world, 'CreateEndpointConfig', { EndpointConfigName: 'ab1', ProductionVariants: variants('v1') });
    call(world, 'CreateEndpointConfig', { EndpointConfigName: 'ab2', ProductionVariants: variants('v2') });
    call(world, 'CreateEndpoint', { EndpointName: 'ab', EndpointConfigName: 'ab1' });
    world.setTraffic('ab', 100);
    world.clock.advance(300);
    call(world, 'UpdateEndpoint', {
      EndpointName: 'ab',
      EndpointConfigName: 'ab2',
      DeploymentConfig: canary([], {
        TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'CAPACITY_PERCENT', Value: 20 }, WaitIntervalInSeconds: 300 },
      }),
    });
    world.clock.advance(300);
    const splits = world.timeline('ab').filter(({ event }) => event === 'TrafficSplit');
    // 2 of 10 instances of three quarters of the traffic, 1 of 2 of the other quarter.
    expect(splits[1]).toMatchObject({ shares: { ab1: expect.closeTo(0.725, 10), ab2: expect.closeTo(0.275, 10) } });
    world.clock.advance(600);
    expect(call(world, 'DescribeEndpoint', { EndpointName: 'ab' }).EndpointConfigName).toBe('ab2');
  });
});

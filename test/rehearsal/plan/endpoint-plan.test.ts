import { alarm, allAtOnce, ASSUMPTIONS, canary, endpoint, instances, linear, percent, rolling, variant } from './endpoints';
import { planEndpoint } from '../../../src/rehearsal/plan/endpoint-plan';

describe('a canary of one of three instances', () => {
  const plan = planEndpoint(endpoint(), ASSUMPTIONS);

  test('launches green, bakes the canary, bakes all traffic', () => {
    expect(plan.phases.map(({ name, fromSeconds, toSeconds, greenShare }) => ({ name, fromSeconds, toSeconds, greenShare }))).toEqual([
      { name: 'launch green', fromSeconds: 0, toSeconds: 240, greenShare: 0 },
      { name: 'bake canary', fromSeconds: 240, toSeconds: 540, greenShare: 1 / 3 },
      { name: 'bake all traffic', fromSeconds: 540, toSeconds: 660, greenShare: 1 },
    ]);
  });

  test('puts at risk a third of the requests until the guardrail goes off, and without it those of both bakes', () => {
    // 120 s at 10 a second, a third of them; then 300 s of a third and 120 s of all.
    expect(plan.requestsAtRisk.guarded).toBeCloseTo(400);
    expect(plan.requestsAtRisk.unguarded).toBeCloseTo(1000 + 1200);
    expect(plan.requestsAtRisk.rolledBackAfterSeconds).toBe(240 + 120);
    expect(plan.phases.map(({ requestsAtRisk }) => Math.round(requestsAtRisk!))).toEqual([0, 400, 0]);
  });

  test('needs both fleets until the end', () => {
    expect(plan.instances).toEqual([{ instanceType: 'ml.m5.xlarge', usual: 3, after: 3, peak: 6, extraInstanceHours: expect.closeTo(3 * 660 / 3600), extraCost: null }]);
  });

  test('is told what the extra instances cost where a price is given, also where it is 0', () => {
    const costs = (price: number): unknown => planEndpoint(endpoint(), { ...ASSUMPTIONS, pricePerInstanceHour: { 'ml.m5.xlarge': price } }).instances[0].extraCost;
    expect(costs(2)).toBeCloseTo(2 * 3 * 660 / 3600);
    expect(costs(0)).toBe(0);
  });
});

describe('guardrails', () => {
  test('are listed fastest first, with the phase in which they go off', () => {
    const { guardrails } = planEndpoint(endpoint({
      alarms: [alarm({ alarmName: 'slow', periodSeconds: 300, datapointsToAlarm: 3 }), alarm({ alarmName: 'late', datapointsToAlarm: 5 }), alarm()],
    }), ASSUMPTIONS);
    expect(guardrails).toEqual([
      { alarmName: 'errors', metricName: 'Invocation5XXErrors', secondsToAlarm: 120, goesOffIn: 'bake canary', seesGreenFromShare: null },
      { alarmName: 'late', metricName: 'Invocation5XXErrors', secondsToAlarm: 360, goesOffIn: 'bake all traffic', seesGreenFromShare: null },
      { alarmName: 'slow', metricName: 'Invocation5XXErrors', secondsToAlarm: 960, goesOffIn: null, seesGreenFromShare: null },
    ]);
  });

  test('that go off at the very end of the last bake still count, a second later they do not', () => {
    const rolledBack = (terminationWait: number): unknown =>
      planEndpoint(endpoint({ deploymentConfig: allAtOnce(terminationWait) }), ASSUMPTIONS).requestsAtRisk.rolledBackAfterSeconds;
    expect(rolledBack(120)).toBe(360);
    expect(rolledBack(119)).toBeNull();
  });

  test('that all come too late protect nobody', () => {
    const { requestsAtRisk } = planEndpoint(endpoint({ alarms: [alarm({ datapointsToAlarm: 30 })] }), ASSUMPTIONS);
    expect(requestsAtRisk.guarded).toBe(requestsAtRisk.unguarded);
    expect(requestsAtRisk.rolledBackAfterSeconds).toBeNull();
  });

  describe('that average both fleets', () => {
    const diluted = (threshold: number, overrides: object = {}): unknown => {
      const watching = alarm({ statistic: 'Average', threshold, dimensions: { EndpointName: 'churn', VariantName: 'AllTraffic' }, ...overrides });
      const { secondsToAlarm, goesOffIn } = planEndpoint(endpoint({ alarms: [watching] }), ASSUMPTIONS).guardrails[0];
      return [secondsToAlarm, goesOffIn];
    };

    test('see a canary that is above their threshold', () => {
      expect(diluted(0.3)).toEqual([120, 'bake canary']);
    });

    test('see green only after the canary, where it is not', () => {
      expect(diluted(0.34)).toEqual([300 + 120, 'bake all traffic']);
    });

    test('see it never, where even all traffic is not above it', () => {
      expect(diluted(1)).toEqual([null, null]);
      expect(diluted(1, { comparisonOperator: 'GreaterThanOrEqualToThreshold' })).toEqual([420, 'bake all traffic']);
    });

    test('are none of those that count requests, or green alone', () => {
      expect(diluted(1, { statistic: 'Sum' })).toEqual([120, 'bake canary']);
      expect(diluted(0.5, { dimensions: { VariantName: 'AllTraffic', EndpointConfigName: 'green' } })).toEqual([120, 'bake canary']);
    });
  });

  test('that are declared elsewhere leave what is at risk unknown, and are named', () => {
    const plan = planEndpoint(endpoint({ alarms: [], otherAlarms: ['theirs'] }), ASSUMPTIONS);
    expect(plan.requestsAtRisk.guarded).toBeNull();
    expect(plan.phases.map(({ requestsAtRisk }) => requestsAtRisk)).toEqual([null, null, null]);
    expect(plan.remarks).toEqual([expect.stringMatching(/not declared in this stack.*'theirs'/)]);
  });

  test('are missed where there are none', () => {
    expect(planEndpoint(endpoint({ alarms: [] }), ASSUMPTIONS).remarks).toEqual(['no alarm guards the update: nothing rolls it back']);
  });
});

describe('a rolling update', () => {
  const plan = planEndpoint(endpoint({ deploymentConfig: rolling(instances(1)) }), ASSUMPTIONS);

  test('replaces a batch at a time, with one batch more than before', () => {
    expect(plan.phases.map(({ name, variants: [{ blueInstances, greenInstances }] }) => `${name}: ${blueInstances} + ${greenInstances}`)).toEqual([
      'launch batch 1/3: 3 + 1',
      'bake batch 1/3: 3 + 1',
      'launch batch 2/3: 2 + 2',
      'bake batch 2/3: 2 + 2',
      'launch batch 3/3: 1 + 3',
      'bake batch 3/3: 1 + 3',
    ]);
    expect(plan.instances[0].peak).toBe(4);
  });

  test('puts requests at risk also while the next batch is launched', () => {
    const unguarded = plan.phases.map(({ requestsAtRiskUnguarded }) => Math.round(requestsAtRiskUnguarded));
    expect(unguarded).toEqual([0, 1000, 800, 2000, 1600, 3000]);
  });

  test('at worst launches every batch slowly, and the old fleet again', () => {
    expect(plan.worstCase.seconds).toBe(3 * 900 + 3 * 300 + 900);
    expect(plan.worstCase.limits).toMatchObject([{ seconds: 3300, fits: false }, { seconds: 28800, fits: true }]);
  });
});

describe('several variants', () => {
  const variants = [
    variant({ variantName: 'Champion', instances: 10, weight: 3 }),
    variant({ variantName: 'Challenger', instances: 2, weight: 1, instanceType: 'ml.g5.xlarge' }),
  ];
  const plan = planEndpoint(endpoint({ deploymentConfig: linear(percent(20)), variants }), ASSUMPTIONS);

  test('take their steps together, each by its own size; one that has arrived waits with its blue fleet', () => {
    const bakes = plan.phases.filter(({ kind }) => kind === 'bake');
    expect(bakes.map(({ variants: [champion, challenger] }) => [champion.greenShare, challenger.greenShare])).toEqual([
      [0.2, 0.5], [0.4, 1], [0.6, 1], [0.8, 1], [1, 1],
    ]);
    expect(bakes.map(({ variants: [, { blueInstances, greenInstances }] }) => [blueInstances, greenInstances])).toEqual(Array(5).fill([2, 2]));
  });

  test('share the traffic by their weights', () => {
    const shares = plan.phases.filter(({ kind }) => kind === 'bake').map(({ greenShare }) => greenShare);
    expect(shares.map((share) => Number(share.toFixed(4)))).toEqual([0.275, 0.55, 0.7, 0.85, 1]);
  });

  test('are counted by instance type, and those of one type together', () => {
    expect(plan.instances.map(({ instanceType, usual, peak }) => ({ instanceType, usual, peak }))).toEqual([
      { instanceType: 'ml.m5.xlarge', usual: 10, peak: 20 },
      { instanceType: 'ml.g5.xlarge', usual: 2, peak: 4 },
    ]);
    const same = variants.map((one) => ({ ...one, instanceType: 'ml.m5.xlarge' }));
    expect(planEndpoint(endpoint({ variants: same }), ASSUMPTIONS).instances).toEqual([expect.objectContaining({ usual: 12, peak: 24 })]);
  });

  test('of weight 0 get no traffic; if all have it, the traffic is taken to be even', () => {
    const share = (...weights: number[]): number => {
      const weighed = variants.map((one, index) => ({ ...one, weight: weights[index] }));
      return planEndpoint(endpoint({ deploymentConfig: linear(percent(20)), variants: weighed }), ASSUMPTIONS).phases[1].greenShare;
    };
    expect(share(1, 0)).toBeCloseTo(0.2);
    expect(share(0, 0)).toBeCloseTo(0.35);
  });
});

describe('what the service does otherwise than asked', () => {
  test('on Inf1 instances it shifts all at once, without a bake or a guard', () => {
    const plan = planEndpoint(endpoint({ variants: [variant({ instanceType: 'ml.inf1.xlarge' })] }), ASSUMPTIONS);
    expect(plan.strategy).toBe('ALL_AT_ONCE');
    expect(plan.durationSeconds).toBe(240);
    expect(plan.guardrails).toEqual([]);
    expect(plan.remarks[0]).toMatch(/drops the guard on Inf1/);
  });

  test('a serverless variant has no instances to count', () => {
    const plan = planEndpoint(endpoint({ deploymentConfig: allAtOnce(), variants: [variant({ instanceType: 'serverless', instances: 1 })] }), ASSUMPTIONS);
    expect(plan.instances).toEqual([]);
    expect(plan.phases[1].greenShare).toBe(1);
  });
});

describe('the worst case', () => {
  test('allows fifteen minutes a launch, or more where more is said', () => {
    const seconds = (provisioningSeconds: number): number => planEndpoint(endpoint(), { ...ASSUMPTIONS, provisioningSeconds }).worstCase.seconds;
    expect(seconds(0)).toBe(900 + 420);
    expect(seconds(1800)).toBe(1800 + 420);
  });

  test('is held against the custom resource only where there is one', () => {
    const limits = (resourceType: string): string[] => planEndpoint(endpoint({ resourceType }), ASSUMPTIONS).worstCase.limits.map(({ name }) => name);
    expect(limits('Custom::GuardedSageMakerEndpoint')).toContain('the custom resource\'s wait');
    expect(limits('AWS::SageMaker::Endpoint')).not.toContain('the custom resource\'s wait');
  });
});

describe('what the service refuses', () => {
  test.each([
    ['a canary of the only instance', canary(instances(1)), 1, /CanarySize is 1 of 1 instance \(100 %\) of variant 'AllTraffic', 1 % to 50 % is allowed/],
    ['a percentage of the only instance', canary(percent(10)), 1, /CanarySize is 1 of 1 instance \(100 %\)/],
    ['a canary of two of three', canary(instances(2)), 3, /CanarySize is 2 of 3 instances \(66.7 %\)/],
    ['a canary of 60 %', canary(percent(60)), 10, /CanarySize is 60, 1 to 50 percent is allowed/],
    ['a linear step of 5 %', linear(percent(5)), 10, /LinearStepSize is 5, 10 to 50 percent/],
    ['a linear step of one of twenty', linear(instances(1)), 20, /LinearStepSize is 1 of 20 instances \(5 %\)/],
    ['a batch of the only instance', rolling(instances(1)), 1, /MaximumBatchSize is 1 of 1 instance/],
    ['a wait of two hours', canary(instances(1), 7200), 3, /WaitIntervalInSeconds is 7200, 0 to 3600 seconds/],
  ])('%s', (_what, deploymentConfig, count, message) => {
    const { refusals } = planEndpoint(endpoint({ deploymentConfig, variants: [variant({ instances: count })] }), ASSUMPTIONS);
    expect(refusals).toEqual([{ reason: expect.stringMatching(message), source: expect.stringMatching(/^https:\/\/docs\.aws/) }]);
  });

  test('a rolling update of several variants', () => {
    const variants = [variant(), variant({ variantName: 'Other' })];
    expect(planEndpoint(endpoint({ deploymentConfig: rolling(instances(1)), variants }), ASSUMPTIONS).refusals[0].reason)
      .toMatch(/rolling update of 2 production variants is not supported/);
  });

  test('waits that are longer than the timeout, with their sum', () => {
    const policy = canary(instances(1)).BlueGreenUpdatePolicy!;
    const plan = planEndpoint(endpoint({
      deploymentConfig: { BlueGreenUpdatePolicy: { ...policy, TerminationWaitInSeconds: 600, MaximumExecutionTimeoutInSeconds: 900 } },
    }), ASSUMPTIONS);
    expect(plan.refusals.map(({ reason }) => reason)).toEqual([expect.stringMatching(/is 900, .* which are 300 \+ 600 = 900 seconds/)]);
  });

  test('nothing of what fits', () => {
    expect([canary(percent(50)), linear(percent(10)), rolling(percent(5)), allAtOnce(0), {}].map((deploymentConfig) =>
      planEndpoint(endpoint({ deploymentConfig, variants: [variant({ instances: 20 })] }), ASSUMPTIONS).refusals)).toEqual([[], [], [], [], []]);
  });
});

describe('an update from another fleet', () => {
  const today = endpoint({ variants: [variant({ instanceType: 'ml.m5.xlarge', instances: 5 })] });

  test('counts both instance types, each against its own quota', () => {
    const { instances: use, phases } = planEndpoint(endpoint({ variants: [variant({ instanceType: 'ml.c6i.xlarge', instances: 3 })] }), ASSUMPTIONS, today);
    expect(use).toEqual([
      expect.objectContaining({ instanceType: 'ml.m5.xlarge', usual: 5, after: 0, peak: 5, extraInstanceHours: 0 }),
      expect.objectContaining({ instanceType: 'ml.c6i.xlarge', usual: 0, after: 3, peak: 3 }),
    ]);
    const fleets = { blueInstanceType: 'ml.m5.xlarge', blueInstances: 5, instanceType: 'ml.c6i.xlarge', greenInstances: 3 };
    expect(phases[0].variants).toEqual([expect.objectContaining(fleets)]);
  });

  test('takes as large a part of blue with each batch as it brings of green', () => {
    const smaller = endpoint({ deploymentConfig: rolling(instances(1)), variants: [variant({ instances: 3 })] });
    const { phases, instances: [use] } = planEndpoint(smaller, ASSUMPTIONS, today);
    expect(phases.map(({ variants: [{ blueInstances, greenInstances }] }) => [blueInstances, greenInstances]))
      .toEqual([[5, 1], [5, 1], [4, 2], [4, 2], [2, 3], [2, 3]]);
    expect(use).toEqual(expect.objectContaining({ usual: 5, after: 3, peak: 6 }));
  });

  test('keeps the variants\' names', () => {
    const plan = planEndpoint(endpoint({ variants: [variant({ variantName: 'New' })] }), ASSUMPTIONS, endpoint({ variants: [variant({ variantName: 'Old' })] }));
    expect(plan.refusals.map(({ reason }) => reason)).toEqual([expect.stringContaining("the variants would be 'New', but the endpoint has 'Old'")]);
  });
});

describe('alarms of ten seconds', () => {
  const quick = alarm({ alarmName: 'quick', periodSeconds: 10, datapointsToAlarm: 3 });
  const planned = (metricIntervalSeconds: number, before = metricIntervalSeconds) =>
    planEndpoint(endpoint({ alarms: [quick], metricIntervalSeconds }), ASSUMPTIONS, endpoint({ metricIntervalSeconds: before }));
  const secondsOf = ({ guardrails: [{ secondsToAlarm }] }: ReturnType<typeof planned>) => secondsToAlarm;

  test('go off as soon as their datapoints are there where metrics come as often', () => {
    const plan = planned(10);
    expect([secondsOf(plan), plan.remarks]).toEqual([30 + 60, []]);
  });

  test('wait for metrics that come less often', () => {
    expect(secondsOf(planned(30))).toBe(90 + 60);
  });

  test('never go off on metrics of every minute', () => {
    const plan = planned(60);
    expect([secondsOf(plan), plan.requestsAtRisk.rolledBackAfterSeconds]).toEqual([null, null]);
    expect(plan.remarks).toEqual(["metrics are published every 60 s, of which alarm 'quick' with its shorter period never sees a datapoint"]);
  });

  test('see nothing of the update that has metrics published more often, and say what to do', () => {
    const plan = planned(10, 60);
    expect(secondsOf(plan)).toBeNull();
    expect(plan.remarks).toEqual([expect.stringMatching(
      /^metrics are published every 60 s until this update is complete, and every 10 s from then on: alarm 'quick' .* sees nothing of it; change the frequency in an update of its own first$/)]);
  });

  test('on metrics of instances are not about how often those of requests come', () => {
    const cpu = alarm({ namespace: '/aws/sagemaker/Endpoints', metricName: 'CPUUtilization', periodSeconds: 10 });
    expect(planEndpoint(endpoint({ alarms: [cpu] }), ASSUMPTIONS).guardrails[0].secondsToAlarm).toBe(10 + 60);
  });
});

import { call, canary, churn, createVersion, describeChurn, ENDPOINT, putAlarm, update } from './churn';
import { World } from '../../src/simulator/world';

/** A whole story: a bad version, a good one, another region of requests in between. */
function told(seed: number, step = 3600): World {
  const world = churn({ seed });
  world.setModelBehaviour('v2', { errorRate: 0.3, clientErrorRate: 0.1, latencyMs: { p50: 20, p99: 80 } });
  putAlarm(world, 'errors', { config: 'v2', Threshold: 0.05 });
  update(world, 'v2', canary(['errors']));
  for (let passed = 0; passed < 3600; passed += step) {
    world.clock.advance(step);
    // Looking must not change anything.
    describeChurn(world);
    world.requestTotals(ENDPOINT);
    call(world, 'DescribeAlarms', {});
  }
  return world;
}

function transcript(world: World): string {
  return JSON.stringify([world.timeline(ENDPOINT), world.requestTotals(ENDPOINT), call(world, 'DescribeAlarmHistory', {}), call(world, 'GetMetricStatistics', {
    Namespace: 'AWS/SageMaker',
    MetricName: 'ModelLatency',
    Dimensions: [{ Name: 'EndpointName', Value: ENDPOINT }, { Name: 'VariantName', Value: 'AllTraffic' }],
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: new Date('2026-01-01T02:00:00Z'),
    Period: 60,
    Statistics: ['Sum', 'Maximum'],
    ExtendedStatistics: ['p99'],
  })]);
}

describe('a world', () => {
  test('runs the same again, byte for byte, from the same seed', () => {
    expect(transcript(told(42))).toBe(transcript(told(42)));
  });

  test('runs otherwise from another seed', () => {
    expect(transcript(told(42))).not.toBe(transcript(told(43)));
  });

  test('does not mind in which steps its time passes, nor who looks', () => {
    expect(transcript(told(42, 7.5))).toBe(transcript(told(42, 3600)));
  });

  test('is in the region and the account it is told to be in', () => {
    const world = new World({ region: 'eu-west-1', accountId: '999999999999', startTime: new Date('2027-06-01T12:00:00Z') });
    createVersion(world, 'v1');
    expect(call(world, 'DescribeModel', { ModelName: 'v1' })).toMatchObject({
      ModelArn: 'arn:aws:sagemaker:eu-west-1:999999999999:model/v1', CreationTime: new Date('2027-06-01T12:00:00Z'),
    });
  });

  test('refuses settings that it does not have, or that make no sense', () => {
    expect(() => new World({ settings: { provisionSeconds: 1 } as object })).toThrow('unknown setting \'provisionSeconds\', there are provisioningSeconds');
    expect(() => new World({ settings: { provisioningSeconds: -1 } })).toThrow('setting \'provisioningSeconds\' is -1; use a whole number of at least 0');
  });

  test('takes a setting of zero for what it is', () => {
    const world = new World({ settings: { provisioningSeconds: 0 } });
    createVersion(world, 'v1');
    call(world, 'CreateEndpoint', { EndpointName: ENDPOINT, EndpointConfigName: 'v1' });
    world.clock.advance(0);
    expect(describeChurn(world).EndpointStatus).toBe('InService');
  });

  test('has no timeline of an endpoint that never was, and keeps that of a deleted one', () => {
    const world = churn();
    expect(() => world.timeline('other')).toThrow(expect.objectContaining({ status: 404, message: 'nothing has happened to an endpoint \'other\': there never was one' }));
    call(world, 'DeleteEndpoint', { EndpointName: ENDPOINT });
    world.clock.advance(60);
    expect(world.timeline(ENDPOINT).length).toBeGreaterThan(3);
  });
});

describe('the behaviour of models', () => {
  function behaviourOf(world: World, image: string, direct?: object) {
    call(world, 'CreateModel', { ModelName: 'm', PrimaryContainer: { Image: image } });
    if (direct) {
      world.setModelBehaviour('m', direct);
    }
    const model = world.sagemaker.models.byName.get('m')!;
    return world.sagemaker.models.behaviourOf(model).errorRate;
  }

  test('follows their image: the exact one, then the longest beginning', () => {
    const rates = (image: string) => {
      const world = new World();
      world.setImageBehaviour('registry/', { errorRate: 0.1 });
      world.setImageBehaviour('registry/xgboost', { errorRate: 0.2 });
      world.setImageBehaviour('registry/xgboost:1.5', { errorRate: 0.3 });
      return behaviourOf(world, image);
    };
    expect(['registry/xgboost:1.5', 'registry/xgboost:1.7', 'registry/other', 'elsewhere'].map(rates)).toEqual([0.3, 0.2, 0.1, 0]);
  });

  test('counts for models created later only', () => {
    const world = new World();
    const before = behaviourOf(world, 'registry/a');
    world.setImageBehaviour('registry/a', { errorRate: 1 });
    expect([before, world.sagemaker.models.behaviourOf(world.sagemaker.models.byName.get('m')!).errorRate]).toEqual([0, 0]);
  });

  test('given to the model itself wins over its image\'s', () => {
    const world = new World();
    world.setImageBehaviour('registry/a', { errorRate: 1 });
    expect(behaviourOf(world, 'registry/a', { errorRate: 0.5 })).toBe(0.5);
  });

  test('of a pipeline comes from all its images', () => {
    const world = new World();
    world.setImageBehaviour('a', { errorRate: 0.5 });
    world.setImageBehaviour('b', { errorRate: 0.5 });
    call(world, 'CreateModel', { ModelName: 'm', Containers: [{ Image: 'a' }, { Image: 'b' }] });
    expect(world.sagemaker.models.behaviourOf(world.sagemaker.models.byName.get('m')!).errorRate).toBe(0.75);
  });

  test('is refused for a model that is not there', () => {
    expect(() => churn().setModelBehaviour('v9', {})).toThrow(expect.objectContaining({ status: 404, message: expect.stringContaining('there are \'v1\', \'v2\'') }));
  });

  test('changes from this moment on, not from the minute\'s start', () => {
    const world = churn({ requestsPerSecond: 100 });
    world.clock.advance(30);
    world.setModelBehaviour('v1', { errorRate: 1 });
    world.clock.advance(30);
    expect(world.requestTotals(ENDPOINT).v1.serverErrors / 3000).toBeCloseTo(1, 1);
  });
});

describe('traffic', () => {
  test('is refused below zero and for an endpoint that is not there', () => {
    expect(() => churn().setTraffic(ENDPOINT, -1)).toThrow(expect.objectContaining({ status: 400, message: 'requestsPerSecond is -1; use a number of at least 0' }));
    expect(() => churn().setTraffic('other', 1)).toThrow(expect.objectContaining({ status: 404 }));
  });

  test('that comes before the endpoint is in service goes unserved', () => {
    const world = new World();
    createVersion(world, 'v1');
    call(world, 'CreateEndpoint', { EndpointName: ENDPOINT, EndpointConfigName: 'v1' });
    world.setTraffic(ENDPOINT, 10);
    world.clock.advance(240);
    expect(world.unservedRequests(ENDPOINT) / 2400).toBeCloseTo(1, 1);
    expect(world.requestTotals(ENDPOINT)).toEqual({});
  });

  test('stops at once when its rate is set to zero', () => {
    const world = churn();
    world.setTraffic(ENDPOINT, 0);
    const before = world.requestTotals(ENDPOINT);
    world.clock.advance(600);
    expect(world.requestTotals(ENDPOINT)).toEqual(before);
  });
});

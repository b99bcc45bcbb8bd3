import { call, canary, churn, ENDPOINT, putAlarm, update } from './churn';
import type { World } from '../../src/simulator/world';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test looks at the fields it is about
const eventsOf = (world: World): any[] => [...world.events.all];

const ENDPOINT_CHANGE = 'SageMaker Endpoint State Change';
const DEPLOYMENT_CHANGE = 'SageMaker Endpoint Deployment State Change';

test('an endpoint tells of its creation in the form of the documented example', () => {
  const world = churn({ startTime: new Date('2026-01-01T00:00:00Z') });
  const events = eventsOf(world);
  expect(events.map(({ time, detail }) => [time, detail.EndpointStatus])).toEqual([['2026-01-01T00:00:00Z', 'CREATING'], ['2026-01-01T00:04:00Z', 'IN_SERVICE']]);
  expect(events[1]).toEqual({
    'version': '0',
    'id': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    'detail-type': ENDPOINT_CHANGE,
    'source': 'aws.sagemaker',
    'account': '123456789012',
    'time': '2026-01-01T00:04:00Z',
    'region': 'us-east-1',
    'resources': ['arn:aws:sagemaker:us-east-1:123456789012:endpoint/churn'],
    'detail': {
      EndpointName: ENDPOINT,
      EndpointArn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/churn',
      EndpointConfigName: 'v1',
      ProductionVariants: [{ VariantName: 'AllTraffic', CurrentWeight: 1, DesiredWeight: 1, CurrentInstanceCount: 3, DesiredInstanceCount: 3 }],
      EndpointStatus: 'IN_SERVICE',
      CreationTime: Date.parse('2026-01-01T00:00:00Z'),
      LastModifiedTime: Date.parse('2026-01-01T00:04:00Z'),
      Tags: {},
    },
  });
});

test('a deployment tells of its steps, with the new fleet and its status', () => {
  const world = churn();
  const before = eventsOf(world).length;
  update(world, 'v2', canary([]));
  world.clock.advance(3600);
  const events = eventsOf(world).slice(before);
  const deployments = events.filter((event) => event['detail-type'] === DEPLOYMENT_CHANGE);
  expect(deployments.every(({ detail }) => detail.EndpointStatus === 'UPDATING' && detail.PendingDeploymentSummary.EndpointConfigName === 'v2')).toBe(true);
  const messages = deployments.map(({ detail }) => detail.PendingDeploymentSummary.ProductionVariants[0].VariantStatus?.[0].StatusMessage);
  expect(messages).toContain('Baking for 300 seconds (WaitIntervalInSeconds) with traffic enabled on canary capacity of 1 instance(s).');
  expect(events[events.length - 1]).toMatchObject({ 'detail-type': ENDPOINT_CHANGE, 'detail': { EndpointStatus: 'IN_SERVICE', EndpointConfigName: 'v2' } });
  expect(events[events.length - 1].detail).not.toHaveProperty('PendingDeploymentSummary');
});

test('an update that was rolled back ends in service on the old config, with the reason', () => {
  const world = churn();
  putAlarm(world, 'errors', { config: 'v2' });
  world.setModelBehaviour('v2', { errorRate: 1 });
  update(world, 'v2', canary(['errors']));
  world.clock.advance(3600);
  const events = eventsOf(world);
  expect(events[events.length - 1].detail).toMatchObject({
    EndpointStatus: 'IN_SERVICE', EndpointConfigName: 'v1', FailureReason: expect.stringContaining("'errors' in ALARM state"),
  });
});

test('tags are told, and each event has an id of its own', () => {
  const world = churn();
  call(world, 'CreateEndpoint', { EndpointName: 'second', EndpointConfigName: 'v1', Tags: [{ Key: 'team', Value: 'growth' }] });
  const events = eventsOf(world);
  expect(events[events.length - 1].detail).toMatchObject({ EndpointName: 'second', EndpointStatus: 'CREATING', Tags: { team: 'growth' } });
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

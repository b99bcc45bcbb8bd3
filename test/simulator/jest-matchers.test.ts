import { canary, call, churn, ENDPOINT, putAlarm, update } from './churn';
import { matchers } from '../../src/simulator/jest';
import { SimulatedEndpoint } from '../../src/simulator/simulated-endpoint';
import type { World } from '../../src/simulator/world';

const endpointOf = (world: World) => new SimulatedEndpoint(ENDPOINT, world);
const rollBack = (world: World, alarm: string | { alarmName: string }) => {
  const { pass, message } = matchers.toRollBackBecauseOf(endpointOf(world), alarm);
  return { pass, message: message() };
};
const serve = (world: World, config: string) => {
  const { pass, message } = matchers.toServe(endpointOf(world), config);
  return { pass, message: message() };
};

let world: World;

beforeEach(() => {
  world = churn();
  putAlarm(world, 'errors', { config: 'v2' });
  putAlarm(world, 'other', { config: 'v2', Threshold: 2 });
});

describe('an update that was rolled back', () => {
  beforeEach(() => {
    world.setModelBehaviour('v2', { errorRate: 1 });
    update(world, 'v2', canary(['errors', 'other']));
    endpointOf(world).untilSettled();
  });

  test('was so because of the alarm that rang, by its name or as an alarm of the CDK', () => {
    expect(rollBack(world, 'errors')).toMatchObject({ pass: true, message: expect.stringContaining("not to be rolled back because of alarm 'errors'") });
    expect(rollBack(world, { alarmName: 'errors' }).pass).toBe(true);
  });

  test('was not so because of another one', () => {
    expect(rollBack(world, 'other')).toEqual({
      pass: false,
      message: expect.stringMatching(/because of alarm 'other', but it was rolled back for another reason: Update .* alarm 'errors' in ALARM state/),
    });
    expect(rollBack(world, 'err').pass).toBe(false);
  });

  test('leaves the old config serving', () => {
    expect(serve(world, 'v1').pass).toBe(true);
    expect(serve(world, 'v2')).toEqual({ pass: false, message: "expected endpoint 'churn' to serve 'v2', but it is InService on 'v1', with traffic to 'v1' (100 %)" });
  });

  test('is forgotten when another one has succeeded', () => {
    world.setModelBehaviour('v2', {});
    world.clock.advance(600);
    update(world, 'v2', canary(['errors']));
    endpointOf(world).untilSettled();
    expect(rollBack(world, 'errors')).toMatchObject({ pass: false, message: expect.stringContaining("but it succeeded: the endpoint is on 'v2'") });
    expect(serve(world, 'v2').pass).toBe(true);
  });
});

test('a rolling update that was taken back in batches was rolled back, all in all', () => {
  world.setModelBehaviour('v2', { later: [{ afterSeconds: 700, errorRate: 1 }] });
  update(world, 'v2', {
    RollingUpdatePolicy: {
      MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 }, RollbackMaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300,
    },
    AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
  });
  endpointOf(world).untilSettled();
  expect(rollBack(world, 'errors')).toMatchObject({ pass: true });
  expect(serve(world, 'v1').pass).toBe(true);
});

test('an update in progress is not judged, and the message says what to do', () => {
  update(world, 'v2', canary(['errors']));
  world.clock.advance(300);
  expect(rollBack(world, 'errors').message).toMatch(/but the endpoint is still Updating; let time pass first: simulator.clock.advance\(...\) or endpoint.untilSettled\(\)$/);
  expect(serve(world, 'v1')).toMatchObject({ pass: false, message: expect.stringContaining("with traffic to 'v1' (66.7 %), 'v2' (33.3 %)") });
});

test('an endpoint that was never updated was not rolled back', () => {
  expect(rollBack(world, 'errors').message).toMatch(/but there was no update$/);
});

test('an endpoint that is not there is named, with those that are', () => {
  call(world, 'CreateEndpoint', { EndpointName: 'second', EndpointConfigName: 'v1' });
  expect(() => new SimulatedEndpoint('third', world).status).toThrow("there is no endpoint 'third', there are 'churn', 'second'");
});

import { LATEST_APPROVED_TYPE } from '../../src/rollout/latest-approved';
import { decodeRequest, encodeRequest, RESOURCE_TYPE, SERVICE_TIMEOUT_SECONDS, UPDATER_WAIT_SECONDS, WAIT_CONDITION_SECONDS } from '../../src/rollout/request';
import type { RolloutRequest } from '../../src/rollout/request';
import { ROLLOUT_METRICS } from '../../src/rollout/rollout-metrics';

const REQUEST: RolloutRequest = {
  endpointName: 'churn',
  endpointConfigName: 'churn-v2',
  deploymentConfig: { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } },
  tags: [{ Key: 'team', Value: 'x' }],
  deployDespiteAlarm: true,
  verification: { minimumInvocations: 5 },
};

describe('the properties of the custom resource', () => {
  test('say what was asked, numbers and booleans too, with the names outside of the JSON', () => {
    const properties = encodeRequest(REQUEST);
    expect(properties).toMatchObject({ EndpointName: 'churn', EndpointConfigName: 'churn-v2' });
    expect(Object.keys(JSON.parse(properties.Rollout))).toEqual(['deploymentConfig', 'tags', 'deployDespiteAlarm', 'verification']);
    expect(decodeRequest({ ...properties, ServiceToken: 'arn' })).toEqual(REQUEST);
  });

  test('are written by whatever keeps tokens', () => {
    expect(encodeRequest(REQUEST, () => 'written').Rollout).toBe('written');
  });

  test('without tags and a deployment config ask for none', () => {
    expect(decodeRequest({ EndpointName: 'churn', EndpointConfigName: 'churn-v2', Rollout: '{}' }))
      .toEqual({ endpointName: 'churn', endpointConfigName: 'churn-v2', deploymentConfig: {}, tags: [] });
  });

  test.each([['EndpointName', undefined, ''], ['EndpointName', '', '""'], ['EndpointConfigName', 7, '7'], ['Rollout', {}, '{}']])('are refused if %s is %p', (name, value, got) => {
    expect(() => decodeRequest({ ...encodeRequest(REQUEST), [name]: value })).toThrow(
      `Custom::GuardedSageMakerEndpoint has no property '${name}' (got ${got || 'undefined'}); declare it with GuardedEndpoint, which writes it`);
  });
});

describe('what deployed stacks and dashboards have by name', () => {
  test('is not renamed: another type of resource is another resource', () => {
    expect([RESOURCE_TYPE, LATEST_APPROVED_TYPE]).toEqual(['Custom::GuardedSageMakerEndpoint', 'Custom::LatestApprovedModelPackage']);
  });

  test('is not renamed: another metric begins without a history', () => {
    expect(Object.values(ROLLOUT_METRICS)).toEqual(['GuardedEndpoints', 'RolloutsStarted', 'RolloutsSucceeded', 'RolloutsRolledBack', 'RolloutsFailed', 'RolloutDuration']);
  });
});

test('the updater stops waiting five minutes before a custom resource may take no longer, and CloudFormation waits twelve hours at most', () => {
  expect([SERVICE_TIMEOUT_SECONDS, SERVICE_TIMEOUT_SECONDS - UPDATER_WAIT_SECONDS, WAIT_CONDITION_SECONDS]).toEqual([3600, 300, 12 * 3600]);
});

import { request } from './churn';
import { ended, started } from '../../src/updater/metrics';
import type { Ticket } from '../../src/updater/ticket';

const NOW = new Date('2026-11-21T14:10:00.000Z');
const asked = {
  kind: 'Update', rollout: request('churn-v2'), intent: { call: 'update' }, askedAt: '2026-11-21T14:00:00.000Z',
} as unknown as Ticket;

it('counts a rollout that is started, by the endpoint, in the embedded metric format', () => {
  expect(started(NOW, asked)).toEqual({
    _aws: {
      Timestamp: NOW.getTime(),
      CloudWatchMetrics: [{ Namespace: 'GuardedEndpoints', Dimensions: [['EndpointName']], Metrics: [{ Name: 'RolloutsStarted', Unit: 'Count' }] }],
    },
    EndpointName: 'churn',
    RolloutsStarted: 1,
  });
});

it.each([
  ['RolloutsSucceeded', 'SUCCESS', undefined],
  ['RolloutsRolledBack', 'FAILED', 'rolledBack'],
  ['RolloutsFailed', 'FAILED', 'timedOut'],
] as const)('counts one that ended as %s, and how long it took', (name, status, because) => {
  expect(ended(NOW, { ...asked, because }, { status, physicalResourceId: 'churn' })).toMatchObject({ [name]: 1, RolloutDuration: 600 });
});

it('counts nothing where nothing was rolled out', () => {
  expect(ended(NOW, { ...asked, askedAt: undefined }, { status: 'SUCCESS', physicalResourceId: 'churn' })).toEqual({ endpointName: 'churn', status: 'SUCCESS' });
});

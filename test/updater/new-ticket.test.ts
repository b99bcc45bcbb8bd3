import { request } from './churn';
import { encodeRequest } from '../../src/rollout/request';
import type { CloudFormationEvent } from '../../src/updater/event';
import { ticketOf } from '../../src/updater/new-ticket';

function ticket(event: Partial<CloudFormationEvent>) {
  return ticketOf({
    event: {
      RequestType: 'Create',
      ResponseURL: 'https://example.com/?X-Amz-Signature=5ec2e7',
      StackId: 'stack',
      RequestId: 'request-1',
      LogicalResourceId: 'Churn',
      ResourceProperties: { ...encodeRequest(request('churn-v1')) },
      ...event,
    },
    functionArn: 'arn',
    sealedResponseUrl: 'sealed',
    direction: 'forward',
    now: new Date('2026-11-21T12:00:00Z'),
  });
}

it('carries the request, and neither the URL nor anything else of the event', () => {
  expect(ticket({})).toEqual({
    kind: 'Create',
    stackId: 'stack',
    requestId: 'request-1',
    logicalResourceId: 'Churn',
    rollout: request('churn-v1'),
    direction: 'forward',
    explicit: [],
    // Should the create turn out to take over an endpoint that is there.
    tagChanges: { add: request('churn-v1').tags, remove: [] },
    functionArn: 'arn',
    sealedResponseUrl: 'sealed',
    startedAt: '2026-11-21T12:00:00.000Z',
    done: false,
    waitSeconds: 0,
  });
});

it('is of an update when the endpoint keeps its name, of a replacement when it does not', () => {
  expect(ticket({ RequestType: 'Update', PhysicalResourceId: 'churn' }).kind).toBe('Update');
  expect(ticket({ RequestType: 'Update', PhysicalResourceId: 'attrition' }).kind).toBe('Replace');
});

it('deletes what has the physical id, whatever the properties are', () => {
  expect(ticket({ RequestType: 'Delete', PhysicalResourceId: 'attrition', ResourceProperties: {} })).toMatchObject({
    kind: 'Delete',
    rollout: { endpointName: 'attrition' },
  });
});

import { cbor, dateToTag } from '@smithy/core/cbor';
import { ServiceError } from '../../../../src/simulator/api/service-error';
import type { World } from '../../../../src/simulator/world';
import { answerNow, api } from '../apis';
import { request } from '../requests';

let received: any;

const CLOUDWATCH = api('cloudwatch', {
  PutMetricData: (_world, input) => { received = input; },
  DescribeAlarms: () => ({ MetricAlarms: [{ AlarmName: 'a', Threshold: 0.01, StateUpdatedTimestamp: new Date('2026-01-01T00:00:00.250Z') }] }),
  DeleteAlarms: () => { throw new ServiceError('ResourceNotFound', 'no such alarm', 404); },
});

function ask(operation: string, body: Uint8Array, service = 'GraniteServiceVersion20100801') {
  const response = answerNow({ world: {} as World, apis: [CLOUDWATCH] }, request({
    path: `/service/${service}/operation/${operation}`,
    headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
    body,
  }), 1);
  return { ...response, value: cbor.deserialize(response.body) };
}

function bytes(value: unknown): Uint8Array {
  return Uint8Array.from(cbor.serialize(value));
}

test('a request is read, with its times', () => {
  const response = ask('PutMetricData', bytes({
    Namespace: 'Mine', MetricData: [{ MetricName: 'M', Value: 1.5, Timestamp: dateToTag(new Date('2026-01-01T00:00:00Z')), StorageResolution: 60 }],
  }));
  expect(response.status).toBe(200);
  expect(received.MetricData).toEqual([{ MetricName: 'M', Value: 1.5, Timestamp: new Date('2026-01-01T00:00:00Z'), StorageResolution: 60 }]);
});

test('an answer is CBOR, and says so', () => {
  const { value, headers } = ask('DescribeAlarms', bytes({}));
  expect(headers).toMatchObject({ 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' });
  expect(value.MetricAlarms[0]).toMatchObject({ AlarmName: 'a', Threshold: 0.01, StateUpdatedTimestamp: { tag: 1, value: 1767225600.25 } });
});

test('an error has its name in the body, and that of the query protocol in a header', () => {
  const { status, value, headers } = ask('DeleteAlarms', bytes({ AlarmNames: ['a'] }));
  expect(status).toBe(404);
  expect(value).toEqual({ __type: 'ResourceNotFound', message: 'no such alarm' });
  expect(headers['x-amzn-query-error']).toBe('ResourceNotFound;Sender');
});

test.each([
  ['a body that is no CBOR', () => ask('DescribeAlarms', Uint8Array.from([0xff, 0x00])), 400, 'SerializationException'],
  ['a body that breaks off', () => ask('DescribeAlarms', bytes({ AlarmNames: ['abcdef'] }).slice(0, 8)), 400, 'SerializationException'],
  ['a body that is no structure', () => ask('DescribeAlarms', bytes(['a'])), 400, 'SerializationException'],
  ['a broken constraint', () => ask('DescribeAlarms', bytes({ MaxRecords: 0 })), 400, 'ValidationException'],
  ['an unknown operation', () => ask('Explode', bytes({})), 400, 'UnknownOperationException'],
  ['an unknown service', () => ask('DescribeAlarms', bytes({}), 'Weather'), 404, 'UnknownOperationException'],
])('is refused: %s', (_name, asked, status, type) => {
  const response = asked();
  expect(response.status).toBe(status);
  expect(response.value.__type).toBe(type);
});

import { ServiceError } from '../../../../src/simulator/api/service-error';
import { textOf } from '../../../../src/simulator/api/wire';
import type { WireRequest } from '../../../../src/simulator/api/wire';
import type { World } from '../../../../src/simulator/world';
import { answerNow, api } from '../apis';
import { jsonOf, request } from '../requests';

let received: any;
let behaviour: () => unknown = () => ({ Body: Buffer.from('0.9'), ContentType: 'text/csv', InvokedProductionVariant: 'AllTraffic' });

const RUNTIME = api('sagemaker-runtime', {
  InvokeEndpoint: (_world, input) => {
    received = input;
    return behaviour();
  },
});

function ask(asked: WireRequest) {
  return answerNow({ world: {} as World, apis: [RUNTIME] }, asked, 1);
}

const INVOCATION = { path: '/endpoints/churn/invocations', headers: { 'content-type': 'text/csv' }, body: '1,2,3' };

test('the input is gathered from path, headers and body', () => {
  ask(request({ ...INVOCATION, headers: { 'content-type': 'text/csv', 'x-amzn-sagemaker-target-variant': 'Challenger' } }));
  expect({ ...received, Body: textOf(received.Body) }).toEqual({ EndpointName: 'churn', ContentType: 'text/csv', TargetVariant: 'Challenger', Body: '1,2,3' });
});

test('the answer is the body as it is, and headers', () => {
  const response = ask(request(INVOCATION));
  expect(response.status).toBe(200);
  expect(textOf(response.body)).toBe('0.9');
  expect(response.headers).toMatchObject({ 'content-type': 'text/csv', 'x-amzn-invoked-production-variant': 'AllTraffic' });
});

test('a name in the path may be percent-encoded, and is checked like any other', () => {
  const response = ask(request({ ...INVOCATION, path: '/endpoints/not%20a%20name/invocations' }));
  expect(response.status).toBe(400);
  expect(response.headers['x-amzn-errortype']).toBe('ValidationError');
  expect(jsonOf(response).Message).toMatch(/'not a name' at 'endpointName' failed to satisfy constraint: Member must satisfy regular expression/);
});

test('percent-encoding that is none is refused', () => {
  const response = ask(request({ ...INVOCATION, path: '/endpoints/%zz/invocations' }));
  expect(response.status).toBe(400);
  expect(response.headers['x-amzn-errortype']).toBe('SerializationException');
});

test('a payload beyond the limit that the service publishes is refused', () => {
  const response = ask(request({ ...INVOCATION, body: new Uint8Array(6291457) }));
  expect(response.status).toBe(400);
  expect(jsonOf(response).Message).toMatch(/'6291457 bytes' at 'body' failed to satisfy constraint: Member must have length less than or equal to 6291456/);
});

test('a payload that the caller compressed is handed on as it is', () => {
  ask(request({ ...INVOCATION, headers: { 'content-encoding': 'gzip' }, body: 'not even gzip' }));
  expect(textOf(received.Body)).toBe('not even gzip');
});

test("a model's error has the status and the fields that the service has for it", () => {
  behaviour = () => { throw new ServiceError('ModelError', 'Received server error (500) from primary', 424, { OriginalStatusCode: 500, OriginalMessage: 'boom' }); };
  const response = ask(request(INVOCATION));
  expect(response.status).toBe(424);
  expect(response.headers['x-amzn-errortype']).toBe('ModelError');
  expect(jsonOf(response)).toEqual({ Message: 'Received server error (500) from primary', OriginalStatusCode: 500, OriginalMessage: 'boom' });
});

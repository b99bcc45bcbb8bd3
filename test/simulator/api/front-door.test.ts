import { gzipSync } from 'node:zlib';
import { answerNow, api } from './apis';
import { jsonOf, jsonRequest, request, signedFor } from './requests';
import { ServiceError } from '../../../src/simulator/api/service-error';
import type { WireRequest, WireResponse } from '../../../src/simulator/api/wire';
import type { World } from '../../../src/simulator/world';

const NO_WORLD = {} as World;

const APIS = [
  api('sagemaker', {
    DeleteModel: () => { throw new ServiceError('ValidationException', 'Could not find model "arn".'); },
    DeleteEndpoint: () => { throw new TypeError('a bug'); },
    DescribeEndpoint: () => ({ Nonsense: 1 }),
    ListModels: (_world, input) => ({ Models: [], NextToken: input.NameContains }),
  }),
  api('cloudwatch', { PutMetricData: (_world, input) => { received.push(input); } }),
  api('sagemaker-runtime', {}),
];

let received: unknown[] = [];

beforeEach(() => {
  received = [];
});

function ask(asked: WireRequest, number = 1): WireResponse {
  return answerNow({ world: NO_WORLD, apis: APIS }, asked, number);
}

describe('a request that is understood', () => {
  test('is answered by its operation', () => {
    const response = ask(jsonRequest('SageMaker.ListModels', { NameContains: 'churn' }));
    expect(response.status).toBe(200);
    expect(jsonOf(response)).toEqual({ Models: [], NextToken: 'churn' });
  });

  test('has a request id that is the same in every run and different for every request', () => {
    const [first, again, second] = [1, 1, 2].map((number) => ask(jsonRequest('SageMaker.ListModels', {}), number).headers['x-amzn-requestid']);
    expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  test('may be compressed', () => {
    const plain = jsonRequest('GraniteServiceVersion20100801.PutMetricData', { Namespace: 'Mine', MetricData: [{ MetricName: 'M', Value: 1 }] }, '1.0');
    const response = ask({ ...plain, headers: { ...plain.headers, 'content-encoding': 'gzip' }, body: gzipSync(plain.body) });
    expect(response.status).toBe(200);
    expect(received).toEqual([{ Namespace: 'Mine', MetricData: [{ MetricName: 'M', Value: 1 }] }]);
  });
});

describe('a request that nobody can answer', () => {
  test.each([
    ['an unknown operation', jsonRequest('SageMaker.MakeCoffee', {}), 400, /SageMaker has no operation 'MakeCoffee'; simulated are DeleteEndpoint, DeleteModel/],
    ['an operation of the service that is not simulated', jsonRequest('SageMaker.CreateTrainingJob', {}), 400, /has the operation CreateTrainingJob, but it is not simulated/],
    ['a modelled operation that is not simulated', jsonRequest('SageMaker.CreateModel', {}), 400, /has the operation CreateModel, but it is not simulated/],
    ['an unknown target', jsonRequest('Kinesis_20131202.ListStreams', {}), 400, /'Kinesis_20131202.ListStreams' .*there are SageMaker, GraniteServiceVersion20100801/],
    ['a target without an operation', jsonRequest('SageMaker', {}), 400, /no simulated service has the target 'SageMaker'/],
    ['a target that is a property of every object', jsonRequest('SageMaker.constructor', {}), 400, /no operation 'constructor'/],
    ['another service', { ...jsonRequest('SageMaker.ListModels', {}), headers: { authorization: signedFor('sts') } }, 400, /service 'sts' is not simulated/],
    ['an unknown path', request({ method: 'GET', path: '/favicon.ico' }), 404, /nothing is simulated at GET \/favicon.ico/],
    ['a path with another method', request({ method: 'GET', path: '/endpoints/churn/invocations' }), 404, /nothing is simulated at GET \/endpoints\/churn\/invocations/],
    ['a runtime operation that is not simulated', request({ path: '/endpoints/churn/async-invocations' }), 400, /has the operation InvokeEndpointAsync, but it is not simulated/],
  ])('is refused, saying what there is: %s', (_name, asked, status, message) => {
    const response = ask(asked);
    expect(response.status).toBe(status);
    expect(response.headers['x-amzn-errortype']).toBe('UnknownOperationException');
    expect(jsonOf(response).message).toMatch(message);
  });
});

describe('a request that is not well formed', () => {
  test.each([
    ['not JSON', '{"Endpoint', /the body is not JSON/],
    ['a list', '[]', /the body is a list, which can not be converted to a structure/],
    ['a number for a name', '{"NameContains": 7}', /the value at 'nameContains' is the number "7", which can not be converted to a string/],
    ['a fraction for a count', '{"MaxResults": 1.5}', /'maxResults' .* an integer/],
    ['a count beyond 32 bits', '{"MaxResults": 4294967296}', /'maxResults' .* an integer/],
    ['text for a time', '{"CreationTimeAfter": "soon"}', /'creationTimeAfter' .* a timestamp/],
  ])('is a SerializationException: %s', (_name, body, message) => {
    const response = ask(jsonRequest('SageMaker.ListModels', body));
    expect(response.status).toBe(400);
    expect(jsonOf(response)).toMatchObject({ __type: 'SerializationException', message: expect.stringMatching(message) });
  });

  test('is refused where it only says that it is gzip', () => {
    const plain = jsonRequest('SageMaker.ListModels', {});
    const response = ask({ ...plain, headers: { ...plain.headers, 'content-encoding': 'gzip' } });
    expect(jsonOf(response).message).toMatch(/the body is not gzip/);
  });

  test('is refused where it is larger than a service takes, compressed or not', () => {
    const large = jsonRequest('SageMaker.ListModels', { NameContains: 'x'.repeat(1024 * 1024) });
    expect(ask(large).status).toBe(413);
    expect(ask({ ...large, headers: { ...large.headers, 'content-encoding': 'gzip' }, body: gzipSync(large.body) }).status).toBe(400);
  });
});

describe('a request that breaks a constraint of the service', () => {
  test('is a ValidationException in the words of the service, all violations together', () => {
    const response = ask(jsonRequest('SageMaker.ListModels', { MaxResults: 0, SortOrder: 'Up' }));
    expect(response.status).toBe(400);
    expect(jsonOf(response)).toEqual({
      __type: 'ValidationException',
      message: "2 validation errors detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1; "
        + "Value 'Up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [Ascending, Descending]",
    });
  });
});

describe('an operation that fails', () => {
  test('answers with the error it throws', () => {
    const response = ask(jsonRequest('SageMaker.DeleteModel', { ModelName: 'churn' }));
    expect(response.status).toBe(400);
    expect(jsonOf(response)).toEqual({ __type: 'ValidationException', message: 'Could not find model "arn".' });
  });

  test.each(['DeleteEndpoint', 'DescribeEndpoint'])('through a fault of the simulator is an InternalFailure, with the stack in the error output: %s', (operation) => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const response = ask(jsonRequest(`SageMaker.${operation}`, { EndpointName: 'churn' }));
    expect(response.status).toBe(500);
    expect(jsonOf(response).__type).toBe('InternalFailure');
    expect(print).toHaveBeenCalledWith(expect.any(Error));
    print.mockRestore();
  });
});

import type { Operation } from '../../../../src/simulator/api/operation';
import { ServiceError } from '../../../../src/simulator/api/service-error';
import type { World } from '../../../../src/simulator/world';
import { answerNow, api } from '../apis';
import { jsonOf, jsonRequest } from '../requests';

const NO_WORLD = {} as World;

function ask(service: 'sagemaker' | 'cloudwatch', target: string, operation: Operation, input: unknown = {}) {
  const name = target.split('.')[1];
  return answerNow({ world: NO_WORLD, apis: [api(service, { [name]: operation })] }, jsonRequest(target, input, service === 'cloudwatch' ? '1.0' : '1.1'), 1);
}

test('times are epoch seconds on the wire and Dates inside, to the millisecond', () => {
  let received: any;
  const response = ask('sagemaker', 'SageMaker.ListModels', (_world, input) => {
    received = input;
    return { Models: [{ ModelName: 'm', ModelArn: 'arn:aws:sagemaker:us-east-1:123456789012:model/m', CreationTime: new Date(1767225600123) }] };
  }, { CreationTimeAfter: 1767225600.5 });
  expect(received).toEqual({ CreationTimeAfter: new Date(1767225600500) });
  expect(jsonOf(response).Models[0].CreationTime).toBe(1767225600.123);
});

test('a null member is an absent one', () => {
  let received: any;
  ask('sagemaker', 'SageMaker.ListModels', (_world, input) => {
    received = input;
    return { Models: [] };
  }, { NameContains: null });
  expect(received).toEqual({});
});

test('numbers that JSON has no spelling for are text, both ways', () => {
  let received: any;
  const response = ask('cloudwatch', 'GraniteServiceVersion20100801.GetMetricStatistics', (_world, input) => {
    received = input;
    return { Datapoints: [{ Average: NaN, Sum: -Infinity, Maximum: 0 }] };
  }, { Namespace: 'N', MetricName: 'M', StartTime: 0, EndTime: 60, Period: 60 });
  expect(received.StartTime).toEqual(new Date(0));
  expect(jsonOf(response).Datapoints).toEqual([{ Average: 'NaN', Sum: '-Infinity', Maximum: 0 }]);
});

test('an operation without an output answers with nothing', () => {
  const response = ask('sagemaker', 'SageMaker.DeleteModel', () => undefined, { ModelName: 'm' });
  expect(response.status).toBe(200);
  expect(response.body).toHaveLength(0);
  expect(response.headers['content-type']).toBe('application/x-amz-json-1.1');
});

test('an error has the message field that its shape has, and the status', () => {
  const response = ask('sagemaker', 'SageMaker.DeleteModel', () => { throw new ServiceError('ResourceNotFound', 'gone'); }, { ModelName: 'm' });
  expect(jsonOf(response)).toEqual({ __type: 'ResourceNotFound', Message: 'gone' });
  expect(response.headers).not.toHaveProperty('x-amzn-query-error');
});

test('CloudWatch also names an error as its query protocol does', () => {
  const limit = ask('cloudwatch', 'GraniteServiceVersion20100801.DeleteAlarms', () => { throw new ServiceError('LimitExceeded', 'too many'); }, { AlarmNames: ['a'] });
  expect(jsonOf(limit)).toEqual({ __type: 'LimitExceededFault', message: 'too many' });
  expect(limit.headers['x-amzn-query-error']).toBe('LimitExceeded;Sender');
  expect(limit.headers['content-type']).toBe('application/x-amz-json-1.0');
  const invalid = ask('cloudwatch', 'GraniteServiceVersion20100801.DeleteAlarms', () => undefined);
  expect(jsonOf(invalid).__type).toBe('ValidationException');
  expect(invalid.headers['x-amzn-query-error']).toBe('ValidationError;Sender');
});

describe('an answer that the service could not give', () => {
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['a field too many', { Models: [], Count: 0 }],
    ['a field too few', {}],
    ['a time that is none', { Models: [{ ModelName: 'm', ModelArn: 'a', CreationTime: new Date(NaN) }] }],
  ])('is a fault of the simulator: %s', (_name, output) => {
    expect(ask('sagemaker', 'SageMaker.ListModels', () => output).status).toBe(500);
  });
});

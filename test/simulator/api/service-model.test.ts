import { errorShapeOf, memberOf, membersOf, operationOf, shapeOf } from '../../../src/simulator/api/service-model';
import { SERVICE_MODELS } from '../../../src/simulator/api/service-model.generated';

const SAGEMAKER = SERVICE_MODELS.sagemaker;

describe('a name from the wire', () => {
  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('that every object has is none of ours: %s', (name) => {
    expect(operationOf(SAGEMAKER, name)).toBeUndefined();
    expect(memberOf(shapeOf(SAGEMAKER, 'CreateModelInput'), name)).toBeUndefined();
    expect(errorShapeOf(SAGEMAKER, name)).toBeUndefined();
    expect(() => shapeOf(SAGEMAKER, name)).toThrow(`SageMaker 2017-07-24 has no shape '${name}'`);
  });
});

test('a member keeps where it is in a REST request', () => {
  const members = membersOf(shapeOf(SERVICE_MODELS['sagemaker-runtime'], 'InvokeEndpointInput'));
  expect(members.find(({ name }) => name === 'EndpointName')).toMatchObject({ location: 'uri' });
  expect(members.find(({ name }) => name === 'ContentType')).toMatchObject({ location: 'header', locationName: 'Content-Type' });
});

test('an error is found by its name, and by its code in the query protocol', () => {
  expect(errorShapeOf(SERVICE_MODELS.cloudwatch, 'LimitExceeded')?.name).toBe('LimitExceededFault');
  expect(errorShapeOf(SERVICE_MODELS.cloudwatch, 'LimitExceededFault')?.name).toBe('LimitExceededFault');
  expect(errorShapeOf(SERVICE_MODELS.cloudwatch, 'MetricAlarm')).toBeUndefined();
});

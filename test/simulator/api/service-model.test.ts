import { LIMITS, RESOURCE_NAME_PATTERN, type Limit } from '../../../src/rollout/limits';
import { errorShapeOf, memberOf, membersOf, operationOf, shapeOf, type Shape } from '../../../src/simulator/api/service-model';
import { SERVICE_MODELS } from '../../../src/simulator/api/service-model.generated';

const SAGEMAKER = SERVICE_MODELS.sagemaker;

describe('the limits that the library checks are those that the service publishes', () => {
  /** The shape at the end of a path of fields, from an operation's input. */
  function shapeAt(shapeName: string, ...fields: string[]) {
    return fields.reduce((shape, field) => shapeOf(SAGEMAKER, memberOf(shape, field)!.shape), shapeOf(SAGEMAKER, shapeName));
  }

  const policy = ['DeploymentConfig', 'BlueGreenUpdatePolicy'];
  const rolling = ['DeploymentConfig', 'RollingUpdatePolicy'];

  const published: Array<[Limit, Shape]> = [
    [LIMITS.waitInterval, shapeAt('UpdateEndpointInput', ...policy, 'TrafficRoutingConfiguration', 'WaitIntervalInSeconds')],
    [LIMITS.rollingWaitInterval, shapeAt('UpdateEndpointInput', ...rolling, 'WaitIntervalInSeconds')],
    [LIMITS.terminationWait, shapeAt('UpdateEndpointInput', ...policy, 'TerminationWaitInSeconds')],
    [LIMITS.maximumExecutionTimeout, shapeAt('UpdateEndpointInput', ...policy, 'MaximumExecutionTimeoutInSeconds')],
    [LIMITS.maximumExecutionTimeout, shapeAt('UpdateEndpointInput', ...rolling, 'MaximumExecutionTimeoutInSeconds')],
    [LIMITS.rollbackAlarms, shapeAt('UpdateEndpointInput', 'DeploymentConfig', 'AutoRollbackConfiguration', 'Alarms')],
    [LIMITS.productionVariants, shapeAt('CreateEndpointConfigInput', 'ProductionVariants')],
  ];

  test.each(published.map(([limit, shape]) => ({ name: limit.name, limit, shape })))('$name', ({ limit, shape }) => {
    expect({ min: limit.min, max: limit.max }).toEqual({ min: shape.min, max: shape.max });
  });

  test('the most containers a model may have, and the longest name', () => {
    expect(LIMITS.containers.max).toBe(shapeAt('CreateModelInput', 'Containers').max);
    expect(LIMITS.resourceName.max).toBe(shapeAt('CreateEndpointInput', 'EndpointName').max);
    expect(RESOURCE_NAME_PATTERN.source).toBe(`^${shapeAt('CreateEndpointInput', 'EndpointName').pattern}$`);
  });
});

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

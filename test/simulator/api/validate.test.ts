import { SERVICE_MODELS } from '../../../src/simulator/api/service-model.generated';
import { matches, violations, wording } from '../../../src/simulator/api/validate';

function said(shape: string, value: unknown, service = 'sagemaker'): string {
  const found = violations(SERVICE_MODELS[service], shape, value);
  return found.length === 0 ? '' : wording(found);
}

const CONFIG = { EndpointConfigName: 'churn-1', ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'churn', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 3 }] };

function configWith(variant: object): unknown {
  return { ...CONFIG, ProductionVariants: [{ ...CONFIG.ProductionVariants[0], ...variant }] };
}

test('a valid input has no violations', () => {
  expect(said('CreateEndpointConfigInput', CONFIG)).toBe('');
});

test.each([
  ['a missing field', { ProductionVariants: CONFIG.ProductionVariants },
    "1 validation error detected: Value null at 'endpointConfigName' failed to satisfy constraint: Member must not be null"],
  ['no variants', { ...CONFIG, ProductionVariants: [] },
    "1 validation error detected: Value '[]' at 'productionVariants' failed to satisfy constraint: Member must have length greater than or equal to 1"],
  ['a name with a space', { ...CONFIG, EndpointConfigName: 'a b' },
    "1 validation error detected: Value 'a b' at 'endpointConfigName' failed to satisfy constraint: "
    + 'Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}'],
  ['too few instances, in a list', configWith({ InitialInstanceCount: 0 }),
    "1 validation error detected: Value '0' at 'productionVariants.1.member.initialInstanceCount' failed to satisfy constraint: "
    + 'Member must have value greater than or equal to 1'],
  ['a negative weight', configWith({ InitialVariantWeight: -0.5 }),
    "1 validation error detected: Value '-0.5' at 'productionVariants.1.member.initialVariantWeight' failed to satisfy constraint: "
    + 'Member must have value greater than or equal to 0'],
])('says what is wrong, where, and what would do: %s', (_name, value, message) => {
  expect(said('CreateEndpointConfigInput', value)).toBe(message);
});

test('a weight of zero is a weight', () => {
  expect(said('CreateEndpointConfigInput', configWith({ InitialVariantWeight: 0 }))).toBe('');
});

test('a value outside an enumeration is told the values', () => {
  expect(said('CreateEndpointConfigInput', configWith({ InstanceType: 'ml.potato' })))
    .toMatch(/Value 'ml\.potato' at 'productionVariants\.1\.member\.instanceType' failed .*enum value set: \[ml\.t2\.medium, /);
});

test('a field that the service does not have is named together with those it has', () => {
  expect(said('CreateEndpointConfigInput', { ...CONFIG, Colour: 'green' }))
    .toMatch(/Value 'green' at 'Colour' failed .*one of the fields \[EndpointConfigName, ProductionVariants,/);
});

test('all violations come together', () => {
  expect(said('UpdateEndpointInput', { EndpointName: '-', DeploymentConfig: { AutoRollbackConfiguration: { Alarms: [] } } })).toMatch(/^3 validation errors detected: /);
});

test('the limits of a deployment config are those that the service publishes', () => {
  const update = (policy: object) => said('UpdateEndpointInput', {
    EndpointName: 'churn', EndpointConfigName: 'churn-2', DeploymentConfig: { BlueGreenUpdatePolicy: policy },
  });
  const canary = { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } };
  expect(update({ TrafficRoutingConfiguration: canary, TerminationWaitInSeconds: 120, MaximumExecutionTimeoutInSeconds: 1800 })).toBe('');
  expect(update({ TrafficRoutingConfiguration: canary, TerminationWaitInSeconds: 3601 })).toMatch(/'terminationWaitInSeconds'|terminationWaitInSeconds.*less than or equal to 3600/);
  expect(update({ TrafficRoutingConfiguration: canary, MaximumExecutionTimeoutInSeconds: 599 })).toMatch(/maximumExecutionTimeoutInSeconds.*greater than or equal to 600/);
  expect(update({ TrafficRoutingConfiguration: { ...canary, CanarySize: { Type: 'INSTANCE_COUNT', Value: 0 } } })).toMatch(/canarySize\.value.*greater than or equal to 1/);
  expect(update({ TrafficRoutingConfiguration: { ...canary, CanarySize: { Type: 'CAPACITY_PERCENTAGE', Value: 10 } } })).toMatch(/\[INSTANCE_COUNT, CAPACITY_PERCENT\]/);
});

test('scalars in a list are reported once, at the list', () => {
  expect(said('DescribeAlarmsInput', { AlarmNames: ['', ''] }, 'cloudwatch'))
    .toBe("1 validation error detected: Value '[, ]' at 'alarmNames' failed to satisfy constraint: "
      + 'Member must satisfy constraint: [Member must have length greater than or equal to 1]');
});

test('a very long value is shown in part', () => {
  expect(said('DeleteModelInput', { ModelName: 'x'.repeat(100_000) }).length).toBeLessThan(1500);
});

test.each<[string, string, boolean]>([
  ['\\p{Print}+', 'track requests', true],
  ['\\p{Print}+', 'track\n', false],
  ['[\\p{Print}\\n]+', 'track\n', true],
  ['[\\u0020-\\uD7FF\\uD800\\uDC00-\\uDBFF\\uDFFF]*', 'endpoint/\u{1F680}', true],
  ['[\\u0020-\\uD7FF\\uD800\\uDC00-\\uDBFF\\uDFFF]*', 'endpoint\u0007', false],
])('the pattern %s, of %j: %s', (pattern, value, expected) => {
  expect(matches(pattern, value)).toBe(expected);
});

test('every pattern and shape that the models name can be used', () => {
  for (const model of Object.values(SERVICE_MODELS)) {
    for (const [name, shape] of Object.entries(model.shapes)) {
      if (shape.type === 'string') {
        expect(() => violations(model, name, 'a')).not.toThrow();
      }
    }
    for (const { input, output } of Object.values(model.operations)) {
      expect([input, output].filter((name) => name !== undefined && !Object.hasOwn(model.shapes, name))).toEqual([]);
    }
  }
});

import { App, aws_applicationautoscaling as appscaling, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EndpointUpdater, type GuardedEndpoint, type GuardedEndpointProps } from '../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../declared';

function target(stack: Stack, endpointName: string, props: Partial<appscaling.CfnScalableTargetProps> = {}): void {
  new appscaling.CfnScalableTarget(stack, 'Target', {
    serviceNamespace: 'sagemaker',
    scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    resourceId: `endpoint/${endpointName}/variant/AllTraffic`,
    minCapacity: 1,
    maxCapacity: 8,
    ...props,
  });
}

function declared(declare: (stack: Stack, endpoint: GuardedEndpoint) => void, props: Partial<GuardedEndpointProps> = {}): Stack {
  const stack = newStack();
  declare(stack, newEndpoint(stack, props));
  return stack;
}

const TOO_LOW = expect.stringContaining('cdk-guarded-endpoints:scales-too-low');

describe('a scalable target that the app declares by itself', () => {
  test.each<[string, (stack: Stack, endpoint: GuardedEndpoint) => void]>([
    ['by the endpoint\'s name', (stack) => target(stack, 'churn')],
    ['by its reference', (stack, endpoint) => target(stack, Fn.select(1, Fn.split('/', endpoint.endpointArn)))],
    ['in another stack', (stack) => target(new Stack(stack.node.root as App, 'Other'), 'churn')],
    ['as a construct', (stack, { endpointName }) => new appscaling.ScalableTarget(stack, 'Target', {
      serviceNamespace: appscaling.ServiceNamespace.SAGEMAKER, scalableDimension: 'sagemaker:variant:DesiredInstanceCount', resourceId: `endpoint/${endpointName}/variant/AllTraffic`, minCapacity: 1, maxCapacity: 8,
    })],
    ['on a schedule', (stack) => target(stack, 'churn', {
      minCapacity: 2, scheduledActions: [{ schedule: 'cron(0 22 * * ? *)', scheduledActionName: 'night', scalableTargetAction: { minCapacity: 1, maxCapacity: 1 } }],
    })],
  ])('is warned of %s', (_name, declare) => {
    expect(warningsOf(declared(declare))).toEqual([TOO_LOW]);
  });

  test('is warned of where it comes before the endpoint, and in a stage of its own', () => {
    const stack = new Stack(new Stage(new App(), 'Test'), 'Stack');
    target(stack, 'churn');
    newEndpoint(stack);
    expect(warningsOf(stack)).toEqual([TOO_LOW]);
  });

  test('is refused where it cannot be', () => {
    expect(() => Template.fromStack(declared((stack) => target(stack, 'churn', { resourceId: 'endpoint/churn/variant/Other' })))).toThrow("there is no such variant, there is 'AllTraffic'");
    const stack = newStack();
    newEndpoint(stack, { variants: [newVariant(stack, { instanceType: 'ml.t2.medium' })] });
    target(stack, 'churn', { minCapacity: 2 });
    expect(() => Template.fromStack(stack)).toThrow('ml.t2.medium is a burstable type, which cannot be autoscaled');
  });

  test('is warned of where CloudFormation updates the endpoint and takes the number of instances back', () => {
    const warnings = warningsOf(declared((stack) => target(stack, 'churn', { minCapacity: 2 }), { updater: EndpointUpdater.cloudFormation() }));
    expect(warnings).toEqual([expect.stringMatching(/^the endpoint is autoscaled, .+use endpoint.variant\(...\).autoScaleInstanceCount.+autoscaling-reset\]$/)]);
  });

  test.each<[string, (stack: Stack, endpoint: GuardedEndpoint) => void]>([
    ['of enough instances', (stack) => target(stack, 'churn', { minCapacity: 2 })],
    ['of another endpoint', (stack) => target(stack, 'churn-2')],
    ['of the same name in another region', (stack) => target(new Stack(stack.node.root as App, 'Other', { env: { region: 'eu-west-1' } }), 'churn')],
    ['of something else', (stack) => target(stack, 'churn', { scalableDimension: 'sagemaker:inference-component:DesiredCopyCount' })],
    ['that is autoScaleInstanceCount', (_stack, endpoint) => endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 })],
  ])('is nobody\'s affair %s', (_name, declare) => {
    expect(warningsOf(declared(declare))).toEqual([]);
  });
});

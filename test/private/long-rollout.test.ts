import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CapacitySize, ContainerImage, DeploymentStrategy, Guardrail, GuardedEndpoint, Model, ModelSource, type GuardedEndpointProps } from '../../src';

const EIGHT_HOURS = DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), bakingPeriod: Duration.minutes(20) });

interface Declared extends Partial<GuardedEndpointProps> {
  readonly image?: string;
  readonly tag?: string;
  readonly change?: (stack: Stack, endpoint: GuardedEndpoint) => void;
}

function templateOf({ image = 'registry.example.com/churn:1', tag, change, ...props }: Declared = {}): Template {
  const stack = new Stack(new App(), 'Stack', tag === undefined ? {} : { tags: { team: tag } });
  const model = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(image) }) });
  const endpoint = new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn', variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 8 }], strategy: EIGHT_HOURS, ...props,
  });
  change?.(stack, endpoint);
  return Template.fromStack(stack);
}

function conditionOf(template: Template): string | undefined {
  return Object.keys(template.findResources('AWS::CloudFormation::WaitCondition'))[0];
}

describe('an update that may outlast the custom resource', () => {
  const template = templateOf();
  const [[conditionId, condition]] = Object.entries(template.findResources('AWS::CloudFormation::WaitCondition'));
  const [handleId] = Object.keys(template.findResources('AWS::CloudFormation::WaitConditionHandle'));
  const [[resourceId, resource]] = Object.entries(template.findResources('Custom::GuardedSageMakerEndpoint'));

  test('is waited for by a wait condition of twelve hours, from when the custom resource has answered', () => {
    expect(condition.Properties).toEqual({ Handle: { Ref: handleId }, Timeout: '43200', Count: 1 });
    expect(condition.DependsOn).toContain(resourceId);
    expect(resource.Properties.SignalUrl).toEqual({ Ref: handleId });
  });

  test('is waited for by what refers to the endpoint, and by what depends on it', () => {
    const dependent = templateOf({
      change: (stack, endpoint) => {
        new CfnTopic(stack, 'Refers', { displayName: endpoint.endpointArn });
        new CfnTopic(stack, 'Depends').node.addDependency(endpoint);
      },
    });
    const id = conditionOf(dependent)!;
    const topics = dependent.findResources('AWS::SNS::Topic');
    expect(JSON.stringify(topics.Refers.Properties)).toContain(`{"Fn::GetAtt":["${id}","Data"]}`);
    expect(topics.Depends.DependsOn).toContain(id);
  });

  test('gets eight hours from the service at most', () => {
    const strategy = DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), bakingPeriod: Duration.hours(1) });
    expect(() => templateOf({ strategy })).toThrow(
      'the waits of the 8 steps alone take Duration.hours(8), after Duration.hours(8) the service gives up (MaximumExecutionTimeoutInSeconds');
  });

  test('has a wait condition and a handle that differ from each other', () => {
    expect(conditionId).not.toBe(handleId);
  });
});

describe('a wait condition', () => {
  test('is not needed for an update that ends within the hour, unless it is asked for', () => {
    const short = DeploymentStrategy.canary({ size: CapacitySize.instances(1) });
    expect(conditionOf(templateOf({ strategy: short }))).toBeUndefined();
    expect(conditionOf(templateOf({ strategy: short, waitCondition: true }))).toBeDefined();
  });

  test('can be done without', () => {
    expect(conditionOf(templateOf({ waitCondition: false }))).toBeUndefined();
  });
});

describe('the logical id of the wait condition', () => {
  const before = conditionOf(templateOf());

  test.each<[string, Declared]>([
    ['another image', { image: 'registry.example.com/churn:2' }],
    ['another strategy', { strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(2), bakingPeriod: Duration.minutes(20) }) }],
    ['another threshold', { guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 2 })] }],
    ['another guardrail', { guardrails: [Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(50) })] }],
    ['a guardrail added later', { change: (_stack, endpoint) => endpoint.addGuardrail(Guardrail.modelLatency({ threshold: Duration.millis(50) })) }],
    ['no guardrails', { unguarded: true }],
  ])('changes with %s', (_what, declared) => {
    expect(conditionOf(templateOf(declared))).not.toBe(before);
  });

  test.each<[string, Declared]>([
    ['nothing', {}],
    ['tags', { tag: 'retention' }],
    ['other resources', { change: (stack) => new CfnTopic(stack, 'Topic') }],
    ['a model that the endpoint does not serve', {
      change: (stack) => new Model(stack, 'Other', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('registry.example.com/other:1') }) }),
    }],
    ['the default guardrail written out', { guardrails: [Guardrail.serverErrorRate(), Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })] }],
  ])('does not change with %s', (_what, declared) => {
    expect(conditionOf(templateOf(declared))).toBe(before);
  });
});

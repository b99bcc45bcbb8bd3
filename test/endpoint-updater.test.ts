import { Aspects, CfnResource, Duration, Stack, Tags, aws_cloudwatch_actions as actions, aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda, aws_sns as sns, RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { infosOf, newEndpoint, newStack, newVariant, warningsOf } from './declared';
import { CapacitySize, DeploymentStrategy, EndpointDashboard, EndpointUpdater, Guardrail, type GuardedEndpoint, type GuardedEndpointProps } from '../src';

const ENDPOINT = 'AWS::SageMaker::Endpoint';

function native(stack: Stack, props: Partial<GuardedEndpointProps> = {}): GuardedEndpoint {
  return newEndpoint(stack, { updater: EndpointUpdater.cloudFormation(), ...props });
}

function templateOf(props: Partial<GuardedEndpointProps> = {}, then: (endpoint: GuardedEndpoint) => void = () => undefined): Template {
  const stack = newStack();
  then(native(stack, props));
  return Template.fromStack(stack);
}

describe('an endpoint that CloudFormation updates', () => {
  test('is a resource of its own, guarded by its alarms and after them', () => {
    const template = templateOf({ strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }) });
    const [alarm] = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    template.hasResource(ENDPOINT, {
      Properties: {
        EndpointName: 'churn',
        EndpointConfigName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ChurnEndpointConfig'), 'EndpointConfigName'] },
        DeploymentConfig: {
          BlueGreenUpdatePolicy: {
            TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } },
            TerminationWaitInSeconds: 120,
            MaximumExecutionTimeoutInSeconds: 1320,
          },
          AutoRollbackConfiguration: { Alarms: [{ AlarmName: { Ref: alarm } }] },
        },
        RetainAllVariantProperties: Match.absent(),
      },
      DependsOn: Match.arrayWith([alarm]),
    });
  });

  test('adds the endpoint, its config, its alarms and the permission to read them, and nothing else', () => {
    const counted = (updater?: EndpointUpdater) => {
      const stack = newStack();
      newEndpoint(stack, { updater });
      const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };
      return Object.values(Resources).map(({ Type }) => Type).sort();
    };
    // The model with its role and what that may do is the variant's; the other policy lets it read the alarms.
    expect(counted(EndpointUpdater.cloudFormation())).toEqual([
      'AWS::CloudWatch::Alarm', 'AWS::IAM::Policy', 'AWS::IAM::Policy', 'AWS::IAM::Role',
      'AWS::SageMaker::Endpoint', 'AWS::SageMaker::EndpointConfig', 'AWS::SageMaker::Model',
    ]);
    expect(counted(EndpointUpdater.lambdaFunction())).toEqual(counted());
    expect(counted()).toEqual(expect.arrayContaining(['AWS::KMS::Key', 'AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine']));
  });

  test('watches the green fleet, whose config each alarm refers to', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: Match.arrayWith([{ Name: 'EndpointConfigName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ChurnEndpointConfig'), 'EndpointConfigName'] } }]),
    });
  });

  test('has a name that is known at synth without being given one, so that nothing is circular', () => {
    const template = templateOf({ endpointName: undefined });
    template.hasResourceProperties(ENDPOINT, { EndpointName: Match.stringLikeRegexp('^stack-churn-') });
    expect(JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'))).not.toContain('"Ref":"Churn');
  });

  test.each([
    ['linear', DeploymentStrategy.linear(), { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'LINEAR' } } }],
    ['all at once', DeploymentStrategy.allAtOnce(), { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' } } }],
    ['rolling', DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(50) }), { RollingUpdatePolicy: { MaximumBatchSize: { Value: 50 } } }],
  ])('is updated %s', (_name, strategy, DeploymentConfig) => {
    templateOf({ strategy }).hasResourceProperties(ENDPOINT, { DeploymentConfig });
  });

  test('can go without guardrails', () => {
    templateOf({ unguarded: true }).hasResourceProperties(ENDPOINT, { DeploymentConfig: { AutoRollbackConfiguration: Match.absent() } });
  });

  test('takes guardrails that are added later', () => {
    const template = templateOf({}, (endpoint) => endpoint.addGuardrail(Guardrail.modelErrorRate()));
    template.hasResourceProperties(ENDPOINT, { DeploymentConfig: { AutoRollbackConfiguration: { Alarms: [Match.anyValue(), Match.anyValue()] } } });
  });

  test('has the tags of the construct', () => {
    templateOf({}, (endpoint) => {
      Tags.of(endpoint).add('team', 'churn');
      endpoint.cdkTagManager.setTag('cost', '42');
    }).hasResourceProperties(ENDPOINT, { Tags: [{ Key: 'cost', Value: '42' }, { Key: 'team', Value: 'churn' }] });
    templateOf().hasResourceProperties(ENDPOINT, { Tags: Match.absent() });
  });

  test('is kept with its config where that is the policy', () => {
    const template = templateOf({ removalPolicy: RemovalPolicy.RETAIN });
    [ENDPOINT, 'AWS::SageMaker::EndpointConfig'].forEach((type) => template.hasResource(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }));
  });

  test('can be used as any other: invoked, looked at, told of and scaled', () => {
    const stack = newStack();
    const endpoint = native(stack, { alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'Pager'))] });
    endpoint.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.AnyPrincipal() }));
    endpoint.notifyOfDeployments('Tell', new sns.Topic(stack, 'Topic'));
    endpoint.onDeploymentStateChange('Log', { target: new targets.SnsTopic(new sns.Topic(stack, 'Other')) });
    new EndpointDashboard(stack, 'Dashboard', { endpoint });
    endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 6 }).scaleOnInvocations('Load', { targetInvocationsPerInstance: 100 });
    const template = Template.fromStack(stack);
    const [id] = Object.keys(template.findResources(ENDPOINT));
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'sagemaker:InvokeEndpoint', Effect: 'Allow', Resource: { Ref: id } }] },
    });
    template.hasResource('AWS::ApplicationAutoScaling::ScalableTarget', { Properties: { ResourceId: 'endpoint/churn/variant/AllTraffic' }, DependsOn: [id] });
    template.resourceCountIs('AWS::Events::Rule', 3);
    expect(stack.resolve(endpoint.endpointRef)).toEqual({ endpointArn: { Ref: id } });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('needs no wait condition however long an update takes', () => {
    const strategy = DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), bakingPeriod: Duration.minutes(45) });
    templateOf({ strategy }).resourceCountIs('AWS::CloudFormation::WaitCondition', 0);
  });

  test('keeps the numbers of instances of autoscaled variants, and nothing else that the app declares', () => {
    const template = templateOf({}, (endpoint) => endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 6 }));
    template.hasResourceProperties(ENDPOINT, {
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredWeight' }, { VariantPropertyType: 'DataCaptureConfig' }],
    });
  });

  test('says that nobody knows how CloudFormation reports a rollback', () => {
    const stack = newStack();
    native(stack);
    expect(infosOf(stack)).toContainEqual(expect.stringMatching(/may look like a success; be told with alarmActions or notifyOfDeployments.+native-updates\]$/));
  });

  test('can be reached by an escape hatch like any L2', () => {
    expect((native(newStack()).node.defaultChild as CfnResource).cfnResourceType).toBe(ENDPOINT);
  });

  test('is clean by AwsSolutions', () => {
    const stack = newStack();
    native(stack);
    Aspects.of(stack).add(new AwsSolutionsChecks());
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('what CloudFormation cannot do', () => {
  const handler = () => lambda.Function.fromFunctionArn(newStack(), 'Hook', 'arn:aws:lambda:eu-west-1:111122223333:function:hook');

  test.each<[keyof GuardedEndpointProps, () => Partial<GuardedEndpointProps>, string]>([
    ['verification', () => ({ verification: { minimumInvocations: 10 } }), 'does not count requests'],
    ['hooks', () => ({ hooks: { beforeUpdate: { handler: handler() } } }), 'does not call functions'],
    ['deployDespiteAlarm', () => ({ deployDespiteAlarm: true }), 'does not look at alarms before an update'],
    ['adoptExisting', () => ({ adoptExisting: true }), 'does not take over an endpoint that it has not created'],
    ['waitCondition', () => ({ waitCondition: true }), 'waits for the endpoint itself'],
  ])('fails: %s', (name, props, because) => {
    expect(() => native(newStack(), props())).toThrow(new RegExp(`${name} is given, but .+${because}.+leave ${name} out, or leave updater out`));
  });

  test('is told all at once', () => {
    expect(() => native(newStack(), { adoptExisting: true, verification: { minimumInvocations: 10 } })).toThrow('2 faults');
  });

  test('does not matter where it is not asked for', () => {
    expect(() => native(newStack(), { adoptExisting: false, deployDespiteAlarm: false, waitCondition: false })).not.toThrow();
  });

  test('is no less refused than with a function: an endpoint of one instance has no canary', () => {
    const stack = newStack();
    expect(() => native(stack, { variants: [newVariant(stack, { initialInstanceCount: 1 })] })).toThrow('canary size is 1 of 1 instance');
  });
});

import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
import { Stack, aws_cloudwatch as cloudwatch, aws_ecr as ecr, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { newEndpoint, newStack, warningsOf } from './declared';
import { CapacitySize, DeploymentStrategy, EndpointGuardrails, EndpointUpdater, Guardrail, type EndpointGuardrailsProps } from '../src';

interface Existing {
  readonly endpointName?: string;
  readonly endpointConfigName?: string;
  readonly variant?: Partial<sagemaker.CfnEndpointConfig.ProductionVariantProperty>;
}

/** An endpoint as others declare it: in a construct whose L1 is not its default child. */
function existing(stack: Stack, { variant, ...props }: Existing = {}): Construct {
  const construct = new Construct(stack, 'Legacy');
  const config = new sagemaker.CfnEndpointConfig(construct, 'Config', {
    productionVariants: [{ variantName: 'AllTraffic', modelName: 'churn-7', instanceType: 'ml.m5.xlarge', initialInstanceCount: 4, initialVariantWeight: 1, ...variant }],
  });
  new sagemaker.CfnEndpoint(construct, 'Endpoint', { endpointName: 'legacy', endpointConfigName: config.attrEndpointConfigName, ...props });
  return construct;
}

function guarded(props: Partial<EndpointGuardrailsProps> = {}, endpoint?: Existing): Stack {
  const stack = newStack();
  existing(stack, endpoint).with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()], ...props }));
  return stack;
}

describe('an endpoint that is there already', () => {
  test('is guarded by CloudFormation itself, after its alarms', () => {
    const template = Template.fromStack(guarded({ strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }) }));
    const [alarm] = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    template.hasResource('AWS::SageMaker::Endpoint', {
      Properties: {
        EndpointName: 'legacy',
        DeploymentConfig: {
          BlueGreenUpdatePolicy: {
            TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } },
            TerminationWaitInSeconds: 120,
            MaximumExecutionTimeoutInSeconds: 1320,
          },
          AutoRollbackConfiguration: { Alarms: [{ AlarmName: { Ref: alarm } }] },
        },
      },
      DependsOn: [alarm],
    });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('has alarms on the green fleet, whose config they refer to', () => {
    Template.fromStack(guarded()).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'legacy-AllTraffic-ServerErrorRate',
      Dimensions: [
        { Name: 'EndpointConfigName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('Config'), 'EndpointConfigName'] } },
        { Name: 'EndpointName', Value: 'legacy' },
        { Name: 'VariantName', Value: 'AllTraffic' },
      ],
    });
  });

  test('can have several guardrails, none of which waits for another', () => {
    const template = Template.fromStack(guarded({ guardrails: [Guardrail.serverErrorRate(), Guardrail.modelErrorRate()] }));
    const alarms = template.findResources('AWS::CloudWatch::Alarm');
    expect(Object.values(alarms).map(({ DependsOn }) => DependsOn)).toEqual([undefined, undefined]);
    template.hasResource('AWS::SageMaker::Endpoint', { DependsOn: Match.arrayWith(Object.keys(alarms).sort()) });
  });

  test('can be updated in batches', () => {
    Template.fromStack(guarded({ strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(25) }) })).hasResourceProperties('AWS::SageMaker::Endpoint', {
      DeploymentConfig: { RollingUpdatePolicy: { MaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 25 }, WaitIntervalInSeconds: 300 }, BlueGreenUpdatePolicy: Match.absent() },
    });
  });

  test('has its alarms read by the role of its model', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const model = new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn, primaryContainer: { image: 'churn:1' } });
    existing(stack, { variant: { modelName: model.attrModelName } }).with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'cloudwatch:DescribeAlarms', Effect: 'Allow', Resource: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('ServerErrorRate'), 'Arn'] }] }] },
      Roles: [{ Ref: Match.stringLikeRegexp('^Role') }],
    });
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResource('AWS::SageMaker::Endpoint', { DependsOn: Match.arrayWith([policy]) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is warned of like any other', () => {
    expect(warningsOf(guarded({ guardrails: [Guardrail.clientErrorRate()] }))).toEqual([
      expect.stringContaining("the execution role of the model of variant 'AllTraffic' cannot be changed by this app"), expect.stringContaining('client-errors-only'),
    ]);
  });
});

describe('an endpoint of the alpha module', () => {
  const declared = (stack: Stack, endpointName?: string) => {
    const image = alpha.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Images', 'churn'));
    const variant = { model: new alpha.Model(stack, 'Model', { containers: [{ image }] }), instanceType: alpha.InstanceType.M5_XLARGE, initialInstanceCount: 4 };
    const config = new alpha.EndpointConfig(stack, 'Config', { instanceProductionVariants: [{ ...variant, variantName: 'AllTraffic' }] });
    const addVariant = () => config.addInstanceProductionVariant({ ...variant, variantName: 'Later' });
    return { endpoint: new alpha.Endpoint(stack, 'Endpoint', { endpointName, endpointConfig: config }), addVariant };
  };
  const guardrails = new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] });

  test('is guarded as it is, and its model may read the alarms', () => {
    const stack = newStack();
    const { endpoint, addVariant } = declared(stack, 'churn');
    addVariant();
    endpoint.with(guardrails);
    const template = Template.fromStack(stack);
    template.hasResource('AWS::SageMaker::Endpoint', {
      Properties: {
        DeploymentConfig: { AutoRollbackConfiguration: { Alarms: [Match.anyValue(), Match.anyValue()] }, BlueGreenUpdatePolicy: Match.anyValue() },
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('AlarmReaders'), Match.stringLikeRegexp('AllTrafficServerErrorRate'), Match.stringLikeRegexp('LaterServerErrorRate')]),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'cloudwatch:DescribeAlarms' })] }, Roles: [{ Ref: Match.stringLikeRegexp('^ModelRole') }],
    });
  });

  test('keeps the variants that are added afterwards, and fails for them', () => {
    const stack = newStack();
    const { endpoint, addVariant } = declared(stack, 'churn');
    endpoint.with(guardrails);
    addVariant();
    expect(() => Template.fromStack(stack)).toThrow(/variant 'Later' was added to the endpoint config after the guardrails/);
  });

  test('fails without a name, and says the way out', () => {
    expect(() => declared(newStack()).endpoint.with(guardrails)).toThrow(/no name that is known at synth.+Guardrail\.fromAlarm/);
  });
});

describe('an endpoint without a name', () => {
  test('fails with guardrails on its metrics, and says the way out', () => {
    expect(() => guarded({}, { endpointName: undefined })).toThrow(/a circle that CloudFormation refuses; use endpointName: 'churn'.+or Guardrail\.fromAlarm/);
  });

  test('can be guarded by an alarm that does not refer to it', () => {
    const stack = newStack();
    const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions' });
    const alarm = new cloudwatch.Alarm(stack, 'Pager', { metric, threshold: 1, evaluationPeriods: 1 });
    existing(stack, { endpointName: undefined }).with(new EndpointGuardrails({ guardrails: [Guardrail.fromAlarm(alarm)] }));
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Endpoint', {
      DeploymentConfig: { AutoRollbackConfiguration: { Alarms: [{ AlarmName: { Ref: Match.stringLikeRegexp('^Pager') } }] } },
    });
  });
});

describe('what cannot be guarded', () => {
  test.each([
    ['serverless variants', { serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 } }, "variant 'AllTraffic' is serverless"],
    ['Elastic Inference', { acceleratorType: 'ml.eia2.medium' }, "variant 'AllTraffic' uses Elastic Inference"],
    ['Inf1', { instanceType: 'ml.inf1.xlarge' }, "variant 'AllTraffic' is on ml.inf1.xlarge"],
    ['a single instance', { initialInstanceCount: 1 }, 'canary size is 1 of 1 instance'],
  ])('fails for %s', (_name, variant, fault) => {
    expect(() => guarded({}, { variant })).toThrow(fault);
  });

  test('fails for variants that nobody knows', () => {
    expect(() => guarded({}, { endpointConfigName: 'made-by-hand' })).toThrow('the variants of its endpoint config are not known to this app');
  });

  test('fails if nothing would roll it back', () => {
    expect(() => guarded({ guardrails: [] })).toThrow('EndpointGuardrails: guardrails is empty');
    expect(() => guarded({ guardrails: [Guardrail.serverErrorRate({ enforce: false })] })).toThrow('every guardrail has enforce: false');
  });

  test('fails for a variant that is added afterwards', () => {
    const stack = newStack();
    const construct = existing(stack);
    construct.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
    const config = construct.node.findChild('Config') as sagemaker.CfnEndpointConfig;
    config.productionVariants = [
      ...config.productionVariants as sagemaker.CfnEndpointConfig.ProductionVariantProperty[],
      { variantName: 'Later', modelName: 'churn-8', instanceType: 'ml.m5.xlarge', initialInstanceCount: 4, initialVariantWeight: 1 },
    ];
    expect(() => Template.fromStack(stack)).toThrow(/variant 'Later' was added to the endpoint config after the guardrails/);
  });

  test.each([
    ['the updater', undefined], ['CloudFormation', EndpointUpdater.cloudFormation()],
  ])('fails for one of this library that is updated by %s, which has guardrails of its own', (_by, updater) => {
    expect(() => newEndpoint(newStack(), { updater }).with(new EndpointGuardrails({ guardrails: [Guardrail.modelErrorRate()] })))
      .toThrow("EndpointGuardrails on 'Stack/Churn': a GuardedEndpoint has guardrails of its own");
  });

  test('fails if it has a deployment config already', () => {
    const stack = newStack();
    const construct = existing(stack);
    construct.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
    expect(() => construct.with(new EndpointGuardrails({ guardrails: [Guardrail.modelErrorRate()] }))).toThrow('the endpoint has a deploymentConfig already');
  });
});

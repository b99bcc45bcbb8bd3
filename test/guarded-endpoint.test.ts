import { App, CfnParameter, NestedStack, Stack, Tags, aws_apigateway as apigateway, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { deploymentConfigOf, newEndpoint, newModel, newStack, newVariant, rolloutOf } from './declared';
import { GuardedEndpoint, Guardrail } from '../src';
import { SERVICE_MODELS } from '../src/simulator/api/service-model.generated';
import { violations } from '../src/simulator/api/validate';

const RESOURCE = 'Custom::GuardedSageMakerEndpoint';

/** The logical id of the only resource of a type whose id matches. */
function idOf(template: Template, type: string, id = /./): string {
  const found = Object.keys(template.findResources(type)).filter((logicalId) => id.test(logicalId));
  expect(found).toHaveLength(1);
  return found[0];
}

/** Everything a resource waits for, by way of others too. */
function waitsFor(template: Template, logicalId: string, found = new Set<string>()): Set<string> {
  const resources = template.toJSON().Resources as Record<string, { DependsOn?: string[] }>;
  const text = JSON.stringify(resources[logicalId]);
  const direct = Object.keys(resources).filter((other) => other !== logicalId && text.includes(`"${other}"`));
  direct.filter((other) => !found.has(other)).forEach((other) => {
    found.add(other);
    waitsFor(template, other, found);
  });
  return found;
}

function statementsAbout(template: Template, action: string): Array<{ Action: string | string[]; Resource: unknown; Condition?: unknown }> {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .filter((statement) => [statement.Action].flat().some((candidate: string) => candidate.startsWith(action)));
}

describe('with variants only', () => {
  const stack = newStack();
  new GuardedEndpoint(stack, 'Churn', { variants: [{ model: newModel(stack), instanceType: 'ml.m5.xlarge' }] });
  const template = Template.fromStack(stack);

  test('has two instances of one variant', () => {
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [{
        VariantName: 'AllTraffic',
        ModelName: { 'Fn::GetAtt': [Match.stringLikeRegexp('Model'), 'ModelName'] },
        InstanceType: 'ml.m5.xlarge',
        InitialInstanceCount: 2,
        InitialVariantWeight: 1,
      }],
    });
  });

  test('is updated by a canary of 10 %, rolled back by 1 % of server errors', () => {
    const config = deploymentConfigOf(stack);
    expect(config.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration).toMatchObject({ Type: 'CANARY', CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 } });
    expect(config.AutoRollbackConfiguration?.Alarms).toHaveLength(2);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Invocation5XXErrors', Threshold: 0.01 });
  });

  test('has a name made from its path, in lower case', () => {
    template.hasResourceProperties(RESOURCE, { EndpointName: Match.stringLikeRegexp('^stack-?churn[a-z0-9-]*$') });
  });

  test('asks for a config that the service accepts', () => {
    expect(violations(SERVICE_MODELS.sagemaker, 'DeploymentConfig', deploymentConfigOf(stack))).toEqual([]);
    const [config] = Object.values(template.findResources('AWS::SageMaker::EndpointConfig'));
    const variants = config.Properties.ProductionVariants.map((variant: object) => ({ ...variant, ModelName: 'model' }));
    expect(violations(SERVICE_MODELS.sagemaker, 'CreateEndpointConfigInput', { EndpointConfigName: 'config', ProductionVariants: variants })).toEqual([]);
  });

  test('is a custom resource with an hour to answer', () => {
    template.hasResourceProperties(RESOURCE, { ServiceTimeout: '3600' });
  });
});

describe('the template', () => {
  const stack = newStack();
  newEndpoint(stack);
  const template = Template.fromStack(stack);
  const resource = idOf(template, RESOURCE);

  test('makes the endpoint wait for its alarms, its config, its model and all permissions', () => {
    const before = waitsFor(template, resource);
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::SageMaker::EndpointConfig', 'AWS::SageMaker::Model', 'AWS::IAM::Policy']) {
      Object.keys(template.findResources(type)).forEach((logicalId) => expect(before).toContain(logicalId));
    }
  });

  test('has no circle', () => {
    Object.keys(template.toJSON().Resources).forEach((logicalId) => expect(waitsFor(template, logicalId)).not.toContain(logicalId));
  });

  test('leaves the name of the config to CloudFormation, so that a change makes a new one', () => {
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', { EndpointConfigName: Match.absent() });
    template.hasResourceProperties(RESOURCE, {
      EndpointConfigName: { 'Fn::GetAtt': [idOf(template, 'AWS::SageMaker::EndpointConfig'), 'EndpointConfigName'] },
    });
  });
});

describe('permissions', () => {
  const stack = newStack({ env: { region: 'eu-west-1', account: '111122223333' } });
  newEndpoint(stack, { endpointName: 'Churn-EU' });
  const template = Template.fromStack(stack);
  const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:sagemaker:eu-west-1:111122223333:endpoint/churn-eu' };

  test('let the updater work on this endpoint and this config, whose ARN is in lower case', () => {
    expect(statementsAbout(template, 'sagemaker:')).toEqual([
      expect.objectContaining({
        Action: ['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint'], Resource: [arn, { Ref: idOf(template, 'AWS::SageMaker::EndpointConfig') }],
      }),
      // Configs of earlier deployments, to go back to; whatever their names, they carry the endpoint's.
      expect.objectContaining({
        Action: 'sagemaker:UpdateEndpoint', Condition: { StringEquals: { 'aws:ResourceTag/cdk-guarded-endpoints:endpoint': 'Churn-EU' } },
      }),
      expect.objectContaining({
        Action: ['sagemaker:AddTags', 'sagemaker:DeleteEndpoint', 'sagemaker:DeleteTags', 'sagemaker:DescribeEndpoint'], Resource: arn,
      }),
    ]);
  });

  test('let the updater and the execution role read these alarms and no others', () => {
    const alarm = [{ 'Fn::GetAtt': [idOf(template, 'AWS::CloudWatch::Alarm'), 'Arn'] }];
    expect(statementsAbout(template, 'cloudwatch:Describe')).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: alarm },
      { Effect: 'Allow', Action: ['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms'], Resource: alarm },
    ]));
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: alarm }] },
      Roles: [{ Ref: idOf(template, 'AWS::IAM::Role', /^Model/) }],
    });
  });

  test('are there before the endpoint is created or updated', () => {
    const { DependsOn } = template.toJSON().Resources[idOf(template, RESOURCE)] as { DependsOn: string[] };
    expect(DependsOn).toContain(idOf(template, 'AWS::IAM::Policy', /AlarmReaders/));
  });

  test('have a wildcard only where the service leaves no choice', () => {
    const wild = Object.values(template.findResources('AWS::IAM::Policy'))
      .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
      .filter((statement) => [statement.Resource].flat().includes('*'));
    expect(wild).toEqual([{
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/Endpoints'] } },
    }]);
  });
});

describe('guardrails', () => {
  test('fails if the list is empty, and says how to go without', () => {
    expect(() => newEndpoint(newStack(), { guardrails: [] })).toThrow(/guardrails is empty.+or use unguarded: true/);
  });

  test('can be left out by name', () => {
    const stack = newStack();
    newEndpoint(stack, { unguarded: true });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration).toBeUndefined();
    expect(statementsAbout(Template.fromStack(stack), 'cloudwatch:Describe')).toEqual([]);
  });

  test('fails if there are some and none are wanted', () => {
    const stack = newStack();
    expect(() => newEndpoint(stack, { unguarded: true, guardrails: [Guardrail.serverErrorRate()] })).toThrow('unguarded is true, but guardrails has 1');
    expect(() => newEndpoint(newStack(), { unguarded: true }).addGuardrail(Guardrail.serverErrorRate())).toThrow('declared with unguarded: true');
  });

  test('can be added later, with everything that goes with them', () => {
    const stack = newStack();
    newEndpoint(stack).addGuardrail(Guardrail.clientErrorRate());
    const template = Template.fromStack(stack);
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toEqual([
      { AlarmName: 'churn-AllTraffic-ServerErrorRate' }, { AlarmName: 'churn-AllTraffic-ClientErrorRate' },
    ]);
    const added = idOf(template, 'AWS::CloudWatch::Alarm', /ClientErrorRate/);
    expect(waitsFor(template, idOf(template, RESOURCE))).toContain(added);
    statementsAbout(template, 'cloudwatch:Describe').forEach(({ Resource }) => expect(Resource).toContainEqual({ 'Fn::GetAtt': [added, 'Arn'] }));
  });

  test('fails if one too many is added', () => {
    const guardrails = Array.from({ length: 10 }, (_, thresholdPercent) => Guardrail.serverErrorRate({ thresholdPercent }));
    const endpoint = newEndpoint(newStack(), { guardrails });
    expect(() => endpoint.addGuardrail(Guardrail.clientErrorRate())).toThrow('the guardrails make 11 alarms, at most 10 are allowed');
  });
});

describe('faults', () => {
  test('are told all at once, with the path of the construct', () => {
    const stack = newStack();
    const variants = [newVariant(stack, { variantName: '-v', initialInstanceCount: 0, initialVariantWeight: -1, instanceType: 'm5.xlarge' })];
    expect(() => newEndpoint(stack, { variants, endpointName: 'a_b', guardrails: [] })).toThrow(
      /^GuardedEndpoint 'Stack\/Churn': 6 faults\n- endpointName is 'a_b'.+\n- variantName of variants\[0\] is '-v'.+\n- initialInstanceCount .+ is 0.+\n- initialVariantWeight .+ is -1.+\n- instanceType .+ is 'm5\.xlarge'.+\n- guardrails is empty/);
  });

  test('fails without variants', () => {
    expect(() => newEndpoint(newStack(), { variants: [] })).toThrow(/variants has 0 production variants, 1 to 10 are allowed \(ProductionVariants, .+\); use variants: \[\{ model,/);
  });

  test('fails with more than ten variants', () => {
    const stack = newStack();
    const variants = Array.from({ length: 11 }, (_, index) => newVariant(stack, { variantName: `v${index}` }));
    expect(() => newEndpoint(stack, { variants })).toThrow('variants has 11 production variants');
  });

  test('fails if two variants have one name', () => {
    const stack = newStack();
    const model = newModel(stack);
    expect(() => newEndpoint(stack, { variants: [newVariant(stack, { model }), newVariant(stack, { model })] })).toThrow("2 variants are named 'AllTraffic'");
  });

  test.each([1.5, -1, NaN, Infinity])('fails with %d instances', (initialInstanceCount) => {
    const stack = newStack();
    expect(() => newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount })] })).toThrow(`is ${initialInstanceCount}, a whole number of at least 1 is needed`);
  });

  test('fails if the name is longer than 63 characters', () => {
    expect(() => newEndpoint(newStack(), { endpointName: 'x'.repeat(64) })).toThrow('(64 characters), up to 63 letters, digits and hyphens are allowed');
  });
});

describe('the name', () => {
  test('can be a token, which passes unchecked', () => {
    const stack = newStack();
    newEndpoint(stack, { endpointName: new CfnParameter(stack, 'Name').valueAsString });
    Template.fromStack(stack).hasResourceProperties(RESOURCE, { EndpointName: { Ref: 'Name' } });
  });

  test('fits and is legal however deep the construct is', () => {
    let scope: Stack = newStack();
    for (let depth = 0; depth < 8; depth++) {
      scope = new NestedStack(scope, `A_nested.stack/${depth}`);
    }
    expect(newEndpoint(scope, { endpointName: undefined }).endpointName).toMatch(/^[a-z0-9](-*[a-z0-9]){0,62}$/);
  });

  test('makes another resource when it changes, so that the old endpoint can be deleted with the old permissions', () => {
    const ids = ['churn', 'churn-2'].map((endpointName) => {
      const stack = newStack();
      newEndpoint(stack, { endpointName });
      const template = Template.fromStack(stack);
      return [idOf(template, RESOURCE), idOf(template, 'AWS::IAM::Policy', /UpdaterPolicy/)];
    });
    expect(ids[0][0]).not.toBe(ids[1][0]);
    expect(ids[0][1]).not.toBe(ids[1][1]);
  });
});

describe('variants', () => {
  test('can have a weight of 0', () => {
    const stack = newStack();
    newEndpoint(stack, { variants: [newVariant(stack, { variantName: 'A' }), newVariant(stack, { variantName: 'B', initialVariantWeight: 0 })] });
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [Match.objectLike({ VariantName: 'A', InitialVariantWeight: 1 }), Match.objectLike({ VariantName: 'B', InitialVariantWeight: 0 })],
    });
  });

  test('can be had by name', () => {
    expect(newEndpoint(newStack()).variant('AllTraffic').variantName).toBe('AllTraffic');
  });

  test('fails if there is none of a name, and says which there are', () => {
    expect(() => newEndpoint(newStack()).variant('Champion')).toThrow("no variant 'Champion' on endpoint 'Stack/Churn', there is 'AllTraffic'");
  });

  test('can be of the L1 model', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const model = new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn, primaryContainer: { image: 'registry.example.com/churn:1' } });
    newEndpoint(stack, { variants: [newVariant(stack, { model })] });
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [Match.objectLike({ ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] } })],
    });
  });
});

describe('tags', () => {
  test('of the app, the stack and the construct reach the endpoint', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { tags: { team: 'retention' } });
    const endpoint = newEndpoint(stack);
    Tags.of(app).add('app', 'churn');
    Tags.of(endpoint).add('tier', '1');
    expect(rolloutOf(stack).tags).toEqual(expect.arrayContaining([{ Key: 'team', Value: 'retention' }, { Key: 'app', Value: 'churn' }, { Key: 'tier', Value: '1' }]));
  });
});

describe('two endpoints of one stack', () => {
  const stack = newStack();
  const first = newEndpoint(stack);
  const second = new GuardedEndpoint(stack, 'Fraud', { endpointName: 'fraud', variants: [newVariant(stack, { variantName: 'Fraud' })] });
  second.node.addDependency(first);
  const template = Template.fromStack(stack);

  test('share the updater', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('can be deployed one after the other', () => {
    Object.keys(template.toJSON().Resources).forEach((logicalId) => expect(waitsFor(template, logicalId)).not.toContain(logicalId));
    expect(waitsFor(template, idOf(template, RESOURCE, /^Fraud/))).toContain(idOf(template, RESOURCE, /^Churn/));
  });
});

describe('to use an endpoint', () => {
  function invocable(by: (stack: Stack) => sagemaker.IEndpoint): Template {
    const stack = newStack({ env: { region: 'eu-west-1', account: '111122223333' } });
    const role = new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    by(stack).grantInvoke(role);
    return Template.fromStack(stack);
  }

  test('can permit to invoke the guarded one', () => {
    const template = invocable((stack) => newEndpoint(stack));
    expect(statementsAbout(template, 'sagemaker:InvokeEndpoint')).toEqual([
      { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: { 'Fn::GetAtt': [idOf(template, RESOURCE), 'EndpointArn'] } },
    ]);
  });

  test('can permit to invoke one known by its name', () => {
    const template = invocable((stack) => GuardedEndpoint.fromEndpointName(stack, 'Shared', 'Recommendations'));
    expect(statementsAbout(template, 'sagemaker:InvokeEndpoint')).toMatchObject([
      { Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sagemaker:eu-west-1:111122223333:endpoint/recommendations']] } },
    ]);
    template.resourceCountIs(RESOURCE, 0);
  });

  test('can permit to invoke one known by its ARN', () => {
    const arn = 'arn:aws:sagemaker:us-east-1:444455556666:endpoint/recommendations';
    const template = invocable((stack) => {
      const endpoint = GuardedEndpoint.fromEndpointArn(stack, 'Shared', arn);
      expect(endpoint.endpointName).toBe('recommendations');
      expect(endpoint.env.account).toBe('444455556666');
      return endpoint;
    });
    expect(statementsAbout(template, 'sagemaker:InvokeEndpoint')).toMatchObject([{ Resource: arn }]);
  });

  test('is what API Gateway takes, the one L2 of aws-cdk-lib that takes an endpoint', () => {
    const stack = newStack();
    new apigateway.RestApi(stack, 'Api').root.addMethod('POST', new apigateway.SagemakerIntegration(newEndpoint(stack)));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      Integration: { Uri: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':path/endpoints/churn/invocations$')])] } },
    });
    expect(statementsAbout(template, 'sagemaker:InvokeEndpoint')).toMatchObject([{ Resource: { 'Fn::GetAtt': [idOf(template, RESOURCE), 'EndpointArn'] } }]);
  });

  test('fails if what is given is not the ARN of an endpoint', () => {
    expect(() => GuardedEndpoint.fromEndpointArn(newStack(), 'Shared', 'recommendations')).toThrow("'recommendations' is not the ARN of an endpoint");
  });
});

import { App, aws_iam as iam, PropertyInjectors, Stack, Tags, type InjectionContext } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newStack } from '../declared';

/** The one of the model: the updater has others. */
function roleOf(template: Template): { readonly Type: string; readonly Properties: Record<string, unknown> } {
  const trusted = { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'sagemaker.amazonaws.com' } }] } };
  const [role] = Object.values(template.findResources('AWS::IAM::Role', { Properties: Match.objectLike(trusted) }));
  return role as ReturnType<typeof roleOf>;
}

function dependenciesOf(template: Template): string[] {
  const [model] = Object.values(template.findResources('AWS::SageMaker::Model'));
  return model.DependsOn as string[];
}

const statement = (): iam.PolicyStatement => new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: ['*'] });

describe('the role of a model', () => {
  test('deploys what the CDK\'s own role does', () => {
    const [ours, theirs] = [newStack(), newStack()];
    newModel(ours);
    new iam.Role(theirs, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    expect(roleOf(Template.fromStack(ours))).toEqual(roleOf(Template.fromStack(theirs)));
  });

  test('may be given permissions, for which the model waits', () => {
    const stack = newStack();
    const model = newModel(stack);
    expect(iam.Grant.addToPrincipal({ grantee: model, actions: ['s3:GetObject'], resourceArns: ['*'] }).success).toBe(true);
    model.role.addToPrincipalPolicy(statement());
    const template = Template.fromStack(stack);
    const [[id, policy]] = Object.entries(template.findResources('AWS::IAM::Policy', {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Action: 's3:GetObject' }), Match.objectLike({ Action: 'dynamodb:GetItem' }),
          ]),
        },
      },
    }));
    expect(policy.Properties.Roles).toEqual([{ Ref: expect.stringMatching(/^ModelRole/) }]);
    expect(dependenciesOf(template)).toContain(id);
  });

  test('may be given managed policies, each once, and inline ones', () => {
    const stack = newStack();
    const { role } = newModel(stack);
    ['ReadOnlyAccess', 'ReadOnlyAccess', 'SecurityAudit'].forEach((name) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(name)));
    role.attachInlinePolicy(new iam.Policy(stack, 'Inline', { statements: [statement()] }));
    const template = Template.fromStack(stack);
    expect(roleOf(template).Properties.ManagedPolicyArns).toHaveLength(2);
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyName: Match.stringLikeRegexp('^Inline'), Roles: [{ Ref: Match.stringLikeRegexp('^ModelRole') }] });
  });

  test('can be passed, taken on and referred to', () => {
    const stack = newStack();
    const { role } = newModel(stack);
    const user = new iam.User(stack, 'User');
    [role.grantPassRole(user), role.grantAssumeRole(user), role.grant(user, 'iam:GetRole')].forEach((grant) => grant.assertSuccess());
    const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ModelRole'), 'Arn'] };
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: ['iam:PassRole', 'sts:AssumeRole', 'iam:GetRole'].map((Action) => ({ Action, Effect: 'Allow', Resource: arn })) },
    });
    expect(() => role.grantAssumeRole(new iam.ServicePrincipal('ec2.amazonaws.com'))).toThrow('grantAssumeRole');
    expect(stack.resolve(role.roleName)).toEqual({ Ref: expect.stringMatching(/^ModelRole/) });
    expect(stack.resolve(role.policyFragment.principalJson)).toEqual({ AWS: [{ 'Fn::GetAtt': [expect.stringMatching(/^ModelRole/), 'Arn'] }] });
  });

  test('can be used from another stack of the app', () => {
    const app = new App();
    const { role } = newModel(new Stack(app, 'Models'));
    const using = new Stack(app, 'Using');
    role.grantPassRole(new iam.User(using, 'User'));
    Template.fromStack(using).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'iam:PassRole', Resource: { 'Fn::ImportValue': Match.stringLikeRegexp('^Models:ExportsOutput') } }] },
    });
  });

  test('has the tags and the boundary of its scope', () => {
    const stack = newStack();
    const model = newModel(stack);
    Tags.of(model).add('team', 'churn');
    iam.PermissionsBoundary.of(model).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
    expect(roleOf(Template.fromStack(stack)).Properties).toMatchObject({ Tags: [{ Key: 'team', Value: 'churn' }], PermissionsBoundary: expect.anything() });
  });
});

describe('where the app has customized roles, the CDK\'s own is used', () => {
  test('which takes a role that is made elsewhere', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, {
      usePrecreatedRoles: {
        'Model/Role': 'serving', 'GuardedEndpointUpdater/Role': 'updater', 'GuardedEndpointUpdater/WatchRole': 'watch',
      },
    });
    const model = newModel(stack);
    newEndpoint(stack, { variants: [{ model, instanceType: 'ml.m5.xlarge' }] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 0);
    expect(JSON.stringify(template.findResources('AWS::SageMaker::Model'))).toContain(':role/serving');
  });

  test('which takes properties that are injected', () => {
    const stack = newStack();
    PropertyInjectors.of(stack).add({
      constructUniqueId: iam.Role.PROPERTY_INJECTION_ID,
      inject: (props: object, _context: InjectionContext) => ({ ...props, maxSessionDuration: undefined, path: '/serving/' }),
    });
    newModel(stack);
    expect(roleOf(Template.fromStack(stack)).Properties).toMatchObject({ Path: '/serving/' });
  });
});

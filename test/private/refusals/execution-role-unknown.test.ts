import { Stack, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContainerImage, Guardrail, Model, ModelSource } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

const source = ModelSource.fromContainer({ image: ContainerImage.fromUri('registry.example.com/churn:1') });

function serving(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
}

function imported(stack: Stack, options?: iam.FromRoleArnOptions): iam.IRole {
  return iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/serving', options);
}

/** The roles that may read the alarms, and the warnings. */
function endpointOf(stack: Stack, model: sagemaker.IModelRef, guardrails?: Guardrail[]): { readers: unknown[]; warnings: string[] } {
  newEndpoint(stack, { variants: [newVariant(stack, { model })], guardrails, unguarded: guardrails?.length === 0 });
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy', {
    Properties: { PolicyDocument: { Statement: [{ Action: 'cloudwatch:DescribeAlarms' }] } },
  });
  return { readers: Object.values(policies).flatMap((policy) => policy.Properties.Roles), warnings: warningsOf(stack) };
}

describe('the execution role of a model', () => {
  test('may read the alarms where the model made it', () => {
    const stack = newStack();
    const { readers, warnings } = endpointOf(stack, new Model(stack, 'Model', { source }));
    expect(readers).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test('may read the alarms where the app made it', () => {
    const stack = newStack();
    const { readers } = endpointOf(stack, new Model(stack, 'Model', { source, role: serving(stack) }));
    expect(readers).toEqual([{ Ref: expect.stringMatching(/^Role/) }]);
  });

  test('may read the alarms where an L1 refers to it', () => {
    const stack = newStack();
    const { readers, warnings } = endpointOf(stack, new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: serving(stack).roleArn }));
    expect(readers).toEqual([{ Ref: expect.stringMatching(/^Role/) }]);
    expect(warnings).toEqual([]);
  });

  test('may read the alarms where it is imported, as far as the CDK knows', () => {
    const stack = newStack();
    const { readers, warnings } = endpointOf(stack, new Model(stack, 'Model', { source, role: imported(stack) }));
    expect(readers).toEqual(['serving']);
    expect(warnings).toEqual([]);
  });

  test('may read the alarms once for all the models it serves', () => {
    const stack = newStack();
    const role = serving(stack);
    newEndpoint(stack, {
      variants: ['A', 'B'].map((variantName) => newVariant(stack, { variantName, model: new Model(stack, variantName, { source, role }) })),
    });
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'cloudwatch:DescribeAlarms' }] },
      Roles: [{}],
    }, 1);
  });

  test.each([
    ['a role that must not be changed', (stack: Stack) => new Model(stack, 'Model', { source, role: imported(stack, { mutable: false }) })],
    ['an ARN in an L1', (stack: Stack) => new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: 'arn:aws:iam::111122223333:role/serving' })],
    ['nothing in an L1', (stack: Stack) => new sagemaker.CfnModel(stack, 'Model')],
  ])('is warned of where it is %s', (_name, model) => {
    const stack = newStack();
    const { readers, warnings } = endpointOf(stack, model(stack));
    expect(readers).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^the execution role of the model of variant 'AllTraffic' cannot be changed by this app.+\[ack: cdk-guarded-endpoints:execution-role-unknown\]$/),
    ]);
  });

  test('is not warned of where there are no alarms to read', () => {
    const stack = newStack();
    expect(endpointOf(stack, new sagemaker.CfnModel(stack, 'Model'), []).warnings).toEqual([]);
  });
});

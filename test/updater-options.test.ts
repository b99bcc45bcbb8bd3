import { App, aws_ec2 as ec2, aws_iam as iam, aws_kms as kms, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack } from './declared';
import { GuardedEndpoint } from '../src';

function resourcesOf(stack: Stack): Template {
  newEndpoint(stack);
  return Template.fromStack(stack);
}

describe('an encryption key', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  GuardedEndpoint.configureUpdater(stack, { encryptionKey });
  const template = resourcesOf(stack);
  const arn = { 'Fn::GetAtt': [stack.getLogicalId(encryptionKey.node.defaultChild as kms.CfnKey), 'Arn'] };

  test('takes the place of the updater\'s own', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::Lambda::Function', { KmsKeyArn: arn, Environment: { Variables: { KEY_ARN: arn } } });
  });

  test('encrypts the log, and may', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['kms:GenerateDataKey*']), Condition: { ArnLike: Match.anyValue() } })]) },
    });
  });

  test('may be used by the function for its environment, and to seal for this stack', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Resource: arn, Condition: { StringEquals: { 'kms:EncryptionContext:StackId': { Ref: 'AWS::StackId' } } } }),
          Match.objectLike({ Action: 'kms:Decrypt', Resource: arn, Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } } }),
        ]),
      },
    });
  });
});

test('the updater runs in the VPC that it is given', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
  GuardedEndpoint.configureUpdater(stack, { vpc, securityGroups: [group] });
  const template = resourcesOf(stack);
  template.hasResourceProperties('AWS::Lambda::Function', { Handler: 'index.handler', VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: [Match.anyValue()] } });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ec2:CreateNetworkInterface']) })]) },
  });
});

test('a permissions boundary holds for every role', () => {
  const stack = new Stack(new App(), 'Stack');
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('Boundary'));
  const roles = Object.values(resourcesOf(stack).findResources('AWS::IAM::Role'));
  expect(roles.length).toBeGreaterThanOrEqual(3);
  expect(roles.filter(({ Properties }) => Properties.PermissionsBoundary === undefined)).toEqual([]);
});

test('the updater is configured before it is made, and once', () => {
  const stack = newStack();
  newEndpoint(stack);
  expect(() => GuardedEndpoint.configureUpdater(stack, {})).toThrow(
    "the updater of stack 'Stack' has been made already, by its first endpoint or model; configure it before that, and once");
});

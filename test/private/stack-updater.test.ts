import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { GuardedEndpoint, Guardrail } from '../../src';
import { StackUpdater } from '../../src/private/stack-updater';
import { newModel, newStack } from '../declared';

const stack = newStack();
StackUpdater.getOrCreate(stack);
const template = Template.fromStack(stack);

function idOf(type: string, id = /./): string {
  const found = Object.keys(template.findResources(type)).filter((logicalId) => id.test(logicalId));
  expect(found).toHaveLength(1);
  return found[0];
}

describe('the updater', () => {
  test('is made once a stack', () => {
    expect(StackUpdater.getOrCreate(stack)).toBe(StackUpdater.getOrCreate(stack));
    expect(StackUpdater.getOrCreate(new Stack(stack, 'Other'))).not.toBe(StackUpdater.getOrCreate(stack));
  });

  test('costs eight resources', () => {
    const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type).sort();
    expect(types).toEqual([
      'AWS::IAM::Policy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::KMS::Key', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup',
      'AWS::StepFunctions::StateMachine',
    ]);
  });

  test('costs nothing more for a second endpoint, which adds what is its own', () => {
    const typesFor = (...names: string[]): string[] => {
      const several = newStack();
      for (const endpointName of names) {
        const model = newModel(several, `Model-${endpointName}`);
        new GuardedEndpoint(several, endpointName, { endpointName, guardrails: [Guardrail.serverErrorRate()], variants: [{ model, instanceType: 'ml.m5.xlarge' }] });
      }
      return Object.values(Template.fromStack(several).toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    };
    const more = typesFor('churn', 'fraud');
    for (const type of typesFor('churn')) {
      more.splice(more.indexOf(type), 1);
    }
    // The model with its role and what that may do; what the updater may do to this endpoint, and who may read its alarm.
    expect(more.sort()).toEqual([
      'AWS::CloudWatch::Alarm', 'AWS::IAM::Policy', 'AWS::IAM::Policy', 'AWS::IAM::Policy', 'AWS::IAM::Role',
      'AWS::SageMaker::EndpointConfig', 'AWS::SageMaker::Model', 'Custom::GuardedSageMakerEndpoint',
    ]);
  });

  test('runs the bundle with what it has to know', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 300,
      Environment: {
        Variables: {
          STATE_MACHINE_ARN: { Ref: idOf('AWS::StepFunctions::StateMachine') },
          KEY_ARN: { 'Fn::GetAtt': [idOf('AWS::KMS::Key'), 'Arn'] },
        },
      },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('keeps its logs for a while', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: idOf('AWS::Logs::LogGroup') } } });
  });

  test('may log, watch, ask for the state of this stack and seal for it, and nothing else', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: idOf('AWS::IAM::Role', /UpdaterRole/) }],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [idOf('AWS::Logs::LogGroup'), 'Arn'] } },
          { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: idOf('AWS::StepFunctions::StateMachine') } },
          { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: { Ref: 'AWS::StackId' } },
          {
            Effect: 'Allow',
            Action: ['kms:Encrypt', 'kms:Decrypt'],
            Resource: { 'Fn::GetAtt': [idOf('AWS::KMS::Key'), 'Arn'] },
            Condition: { StringEquals: { 'kms:EncryptionContext:StackId': { Ref: 'AWS::StackId' } } },
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent(), AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] } });
  });

  test('is all that its state machine may call', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: idOf('AWS::IAM::Role', /WatchRole/) }],
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [idOf('AWS::Lambda::Function'), 'Arn'] } }],
      },
    });
  });

  test('has a state machine without logs, traces or the name of the function', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { LoggingConfiguration: Match.absent(), TracingConfiguration: Match.absent() });
    const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(JSON.stringify(machine)).not.toContain(idOf('AWS::Lambda::Function'));
  });
});

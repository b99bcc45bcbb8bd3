import { aws_lambda as lambda, Duration, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HookTimeoutAction } from '../../src';
import { newEndpoint, newStack, rolloutOf } from '../declared';

function hook(stack: Stack, id: string): lambda.Function {
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({})') });
}

describe('an endpoint with hooks', () => {
  const stack = newStack();
  newEndpoint(stack, { hooks: { beforeUpdate: { handler: hook(stack, 'Before') }, afterUpdate: { handler: hook(stack, 'After'), timeout: Duration.minutes(7) } } });
  const template = Template.fromStack(stack);
  const [before] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) => id.startsWith('Before'));
  const [after] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) => id.startsWith('After'));

  test('permits the state machine to call these functions, and no others', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('HookPolicy'),
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [{ 'Fn::GetAtt': [before, 'Arn'] }, { 'Fn::GetAtt': [after, 'Arn'] }] }],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('WatchRole') }],
    });
  });

  test('permits the hook after the update to try the endpoint, by its name', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([, policy]) => JSON.stringify(policy).includes('sagemaker:InvokeEndpoint'));
    expect(policies.map(([id]) => id)).toEqual([expect.stringMatching(/^After/)]);
    expect(JSON.stringify(policies)).toContain(':endpoint/churn');
  });
});

test('a hook whose time is up may count as one that agrees', () => {
  const stack = newStack();
  newEndpoint(stack, {
    hooks: { beforeUpdate: { handler: hook(stack, 'Before'), timeoutAction: HookTimeoutAction.CONTINUE }, afterUpdate: { handler: hook(stack, 'After'), timeoutAction: HookTimeoutAction.FAIL } },
  });
  const { hooks } = rolloutOf(stack) as unknown as { hooks: Record<string, object> };
  expect(hooks.beforeUpdate).toMatchObject({ continueOnTimeout: true });
  expect(hooks.afterUpdate).not.toHaveProperty('continueOnTimeout');
});

test('no hooks are the rule', () => {
  const stack = newStack();
  newEndpoint(stack);
  expect(rolloutOf(stack)).not.toHaveProperty('hooks');
  expect(JSON.stringify(Template.fromStack(stack))).not.toContain('HookPolicy');
});

test('hooks that may take long have CloudFormation wait by way of a wait condition', () => {
  const conditionsWith = (timeout: Duration): number => {
    const stack = newStack();
    newEndpoint(stack, { hooks: { beforeUpdate: { handler: hook(stack, 'Before'), timeout } } });
    return Object.keys(Template.fromStack(stack).findResources('AWS::CloudFormation::WaitCondition')).length;
  };
  expect(conditionsWith(Duration.minutes(1))).toBe(0);
  expect(conditionsWith(Duration.hours(1))).toBe(1);
});

test.each([Duration.seconds(0), Duration.hours(12)])('a hook cannot take %s', (timeout) => {
  const stack = newStack();
  expect(() => newEndpoint(stack, { hooks: { afterUpdate: { handler: hook(stack, 'After'), timeout } } })).toThrow(
    'the timeout of the afterUpdate hook is');
});

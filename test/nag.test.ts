import { Aspects, aws_ec2 as ec2, aws_kms as kms, aws_lambda as lambda, Duration, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { newEndpoint, newStack } from './declared';
import { CapacitySize, DeploymentStrategy, GuardedEndpoint, Model, ModelSource } from '../src';

/** What cdk-nag finds in a stack: its rules with what they complain of. */
function findingsIn(stack: Stack): string[] {
  Aspects.of(stack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  const all = [...annotations.findError('*', Match.stringLikeRegexp('AwsSolutions-.*')), ...annotations.findWarning('*', Match.stringLikeRegexp('AwsSolutions-.*'))];
  return all.map(({ id, entry }) => `${id.replace(/[0-9A-F]{8}/g, '')}: ${String(entry.data).split('\n')[0].slice(0, 160)}`).sort();
}

test('a guarded endpoint with long rollouts is clean by AwsSolutions', () => {
  const stack = newStack();
  newEndpoint(stack, { strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), bakingPeriod: Duration.minutes(30) }) });
  expect(findingsIn(stack)).toEqual([]);
});

test('so is one with verification, whose updater has a key and a network of the user', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  vpc.addFlowLog('FlowLog');
  const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
  GuardedEndpoint.configureUpdater(stack, { encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }), vpc, securityGroups });
  newEndpoint(stack, { verification: { minimumInvocations: 100 } });
  expect(findingsIn(stack)).toEqual([]);
});

test('so is one with the latest approved version of a model', () => {
  const stack = newStack();
  const model = new Model(stack, 'Latest', { source: ModelSource.fromLatestApproved('churn', { revision: '1' }) });
  newEndpoint(stack, { variants: [{ model, instanceType: 'ml.m5.xlarge' }] });
  expect(findingsIn(stack)).toEqual([]);
});

test('so is one with golden requests', () => {
  const stack = newStack();
  newEndpoint(stack, { verification: { requests: [{ payload: { tenure: 1 }, expectedBody: { churn: 0.9 }, tolerance: 0.05 }] } });
  expect(findingsIn(stack)).toEqual([]);
});

test('so is one with hooks, short and long', () => {
  const stack = newStack();
  // Functions that are there: what is said of functions and their roles is then for whoever declares them.
  const hook = (id: string): lambda.IFunction => lambda.Function.fromFunctionAttributes(stack, id, {
    functionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${id}`, sameEnvironment: true,
  });
  newEndpoint(stack, {
    hooks: { beforeUpdate: { handler: hook('Approve'), timeout: Duration.hours(8) }, afterUpdate: { handler: hook('Smoke'), timeout: Duration.minutes(5) } },
  });
  expect(findingsIn(stack)).toEqual([]);
});

test('so is one with hooks that its app declares', () => {
  const stack = newStack();
  const handler = new lambda.Function(stack, 'Smoke', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({})') });
  newEndpoint(stack, { hooks: { afterUpdate: { handler } } });
  // The function and its role are this test's; what the role is allowed on top is the endpoint's.
  expect(findingsIn(stack).filter((finding) => !/^.Stack.Smoke.(Resource|ServiceRole.Resource)/.test(finding))).toEqual([]);
});

import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DeploymentStrategy, GuardedEndpoint } from '../../src';
import { infosOf, newModel, newStack } from '../declared';

function unnamed(variants: number, strategy?: DeploymentStrategy, expectedRequestsPerSecond?: number): Stack {
  const stack = newStack();
  const model = newModel(stack);
  new GuardedEndpoint(stack, 'Churn', {
    strategy, expectedRequestsPerSecond, variants: Array.from({ length: variants }, (_, index) => ({ variantName: `Variant${index}`, model, instanceType: 'ml.m5.xlarge' })),
  });
  return stack;
}

function alarmsOf(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmName.replace(/^.*-Variant/, ''));
}

describe('an endpoint without guardrails', () => {
  test('has the default ones, and says so', () => {
    const stack = unnamed(1);
    expect(alarmsOf(stack)).toEqual(['0-ServerErrorRate', '0-ClientErrorRateIncrease']);
    expect(infosOf(stack)).toContainEqual(expect.stringMatching(/^no guardrails are given, so an update is rolled back by the default ones: more than 1 % of server errors .+, or a share of client errors/));
  });

  test('compares no fleets where all traffic shifts at once', () => {
    expect(alarmsOf(unnamed(1, DeploymentStrategy.allAtOnce()))).toEqual(['0-ServerErrorRate']);
  });

  test.each([
    ['one failed request is many', 1, ['0-ServerErrorRate'], 3],
    ['there are enough to judge, and to compare', 10, ['0-ServerErrorRate', '0-ClientErrorRateIncrease'], 1],
    ['there are none', 0, ['0-ServerErrorRate'], 1],
  ])('has those that fit the traffic: %s', (_name, requestsPerSecond, names, evaluationPeriods) => {
    const stack = unnamed(1, undefined, requestsPerSecond);
    expect(alarmsOf(stack)).toEqual(names);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Invocation5XXErrors', EvaluationPeriods: evaluationPeriods });
  });

  test('has no more alarms than an update may have', () => {
    expect(alarmsOf(unnamed(5))).toHaveLength(10);
    expect(alarmsOf(unnamed(6))).toHaveLength(6);
  });
});

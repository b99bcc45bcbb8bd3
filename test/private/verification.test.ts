import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack, rolloutOf } from '../declared';

describe('an update that has to prove itself', () => {
  test('asks the updater for it, which may then count requests', () => {
    const stack = newStack();
    newEndpoint(stack, { verification: { minimumInvocations: 100 } });
    expect(rolloutOf(stack)).toMatchObject({ verification: { minimumInvocations: 100 } });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'cloudwatch:GetMetricStatistics' })]) },
    });
  });

  test('is not the rule', () => {
    const stack = newStack();
    newEndpoint(stack);
    expect(rolloutOf(stack)).not.toHaveProperty('verification');
    expect(JSON.stringify(Template.fromStack(stack))).not.toContain('GetMetricStatistics');
  });

  test.each([0, -1, 1.5, NaN])('fails on %p requests', (minimumInvocations) => {
    expect(() => newEndpoint(newStack(), { verification: { minimumInvocations } })).toThrow(
      `minimumInvocations of verification is ${minimumInvocations}, a whole number of at least 1 is needed; leave verification out if nothing is to be proved`);
  });
});

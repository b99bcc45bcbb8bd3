import { Stack, aws_cloudwatch_actions as actions, aws_sns as sns } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { deploymentConfigOf, newEndpoint, newStack } from './declared';
import { Guardrail, type GuardedEndpointProps } from '../src';

function called(guardrails: Guardrail[], props: Partial<GuardedEndpointProps> = {}): Stack {
  const stack = newStack();
  newEndpoint(stack, { guardrails, alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'Pager'))], ...props });
  return stack;
}

describe('people on call', () => {
  test('are told once of all the guardrails that a bad model sets off', () => {
    const template = Template.fromStack(called([Guardrail.serverErrorRate(), Guardrail.modelErrorRate()]));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
    const [composite] = Object.values(template.findResources('AWS::CloudWatch::CompositeAlarm'));
    expect(composite.Properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Pager/) }]);
    const parts = composite.Properties.AlarmRule['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : ''));
    expect(parts.join('<arn>')).toBe('ALARM("<arn><arn>") OR ALARM("<arn><arn>")');
  });

  test('are told of guardrails that are added later', () => {
    const stack = newStack();
    const endpoint = newEndpoint(stack, { alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'Pager'))] });
    endpoint.addGuardrail(Guardrail.modelErrorRate());
    endpoint.addGuardrail(Guardrail.clientErrorRate({ enforce: false }));
    const template = Template.fromStack(stack);
    const [composite] = Object.values(template.findResources('AWS::CloudWatch::CompositeAlarm'));
    expect(JSON.stringify(composite.Properties.AlarmRule).match(/ALARM/g)).toHaveLength(2);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Invocation4XXErrors', AlarmActions: [Match.anyValue()] });
  });

  test('are left alone unless there are actions', () => {
    const stack = newStack();
    newEndpoint(stack);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
  });
});

describe('a guardrail that only reports', () => {
  test('does not roll an update back, and tells people itself', () => {
    const stack = called([Guardrail.serverErrorRate(), Guardrail.clientErrorRate({ enforce: false })]);
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toEqual([{ AlarmName: 'churn-AllTraffic-ServerErrorRate' }]);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'churn-AllTraffic-ClientErrorRate',
      AlarmDescription: Match.stringLikeRegexp('^Reports on endpoint churn: variant AllTraffic, '),
      AlarmActions: [Match.anyValue()],
    });
  });

  test('does not count towards the ten alarms of an update', () => {
    const enforced = Array.from({ length: 10 }, (_, thresholdPercent) => Guardrail.serverErrorRate({ thresholdPercent }));
    expect(() => called([...enforced, Guardrail.clientErrorRate({ enforce: false })])).not.toThrow();
  });

  test('fails if there is no other', () => {
    expect(() => called([Guardrail.serverErrorRate({ enforce: false })])).toThrow(/every guardrail has enforce: false.+or use unguarded: true/);
  });

  test('can be all there is where the endpoint goes without a guard by name', () => {
    const stack = called([Guardrail.serverErrorRate({ enforce: false })], { unguarded: true });
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });
});

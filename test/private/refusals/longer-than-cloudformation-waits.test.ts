import { aws_lambda as lambda, Duration } from 'aws-cdk-lib';
import { DeploymentStrategy, type GuardedEndpointProps } from '../../../src';
import { newEndpoint, newStack, warningsOf } from '../../declared';

function warned(props: Partial<GuardedEndpointProps>, before?: Duration, after?: Duration): string[] {
  const stack = newStack();
  const handler = lambda.Function.fromFunctionName(stack, 'Approval', 'approve');
  const hooks = { ...(before && { beforeUpdate: { handler, timeout: before } }), ...(after && { afterUpdate: { handler, timeout: after } }) };
  newEndpoint(stack, { hooks, ...props });
  return warningsOf(stack);
}

const taking = (timeout: Duration): DeploymentStrategy => DeploymentStrategy.canary({ maximumExecutionTimeout: timeout });

describe('an update that may take longer than CloudFormation waits', () => {
  test('for a custom resource is warned of', () => {
    expect(warned({ waitCondition: false, strategy: taking(Duration.minutes(56)) })).toEqual([
      'an update and its hooks may take 56 minutes, by maximumExecutionTimeout and the timeouts of hooks, and 55 minutes are possible: waitCondition is false, so that CloudFormation waits an hour for the '
      + 'custom resource, of which the updater needs 5 minutes; leave waitCondition out, or use shorter waits [ack: cdk-guarded-endpoints:longer-than-cloudformation-waits]',
    ]);
    expect(warned({ waitCondition: false, strategy: taking(Duration.minutes(55)) })).toEqual([]);
    expect(warned({ strategy: taking(Duration.minutes(56)) })).toEqual([]);
  });

  test('for a wait condition is warned of', () => {
    expect(warned({ strategy: taking(Duration.hours(2)) }, Duration.hours(6), Duration.hours(5))).toEqual([
      expect.stringMatching(/^an update and its hooks may take 780 minutes, .+ and 720 minutes are possible: CloudFormation waits 12 hours for a wait condition; use shorter timeouts/),
    ]);
    expect(warned({ strategy: taking(Duration.hours(2)) }, Duration.hours(6), Duration.hours(4))).toEqual([]);
  });
});

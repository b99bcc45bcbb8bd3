import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { waitForResource } from '../../src/private/wait-for';

describe('a resource that waits for another', () => {
  test('depends on it', () => {
    const [stack, first, second] = resources();
    waitForResource(second, first);
    Template.fromStack(stack).hasResource('Test::Second', { DependsOn: ['First'] });
  });

  test('does so by the name that versions of the CDK have in which the older one is deprecated', () => {
    const [, first, second] = resources();
    const addResourceDependency = jest.fn();
    const addDependency = jest.spyOn(second, 'addDependency');
    waitForResource(Object.assign(second, { addResourceDependency }), first);
    expect(addResourceDependency).toHaveBeenCalledWith(first);
    expect(addDependency).not.toHaveBeenCalled();
  });
});

function resources(): [Stack, CfnResource, CfnResource] {
  const stack = new Stack(new App(), 'Test');
  return [stack, new CfnResource(stack, 'First', { type: 'Test::First' }), new CfnResource(stack, 'Second', { type: 'Test::Second' })];
}

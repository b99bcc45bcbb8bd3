import { Aspects, CfnElement, CfnResource, Stack, type IAspect } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { newEndpoint, newStack } from '../declared';

/** Every logical id that is referred to in a template. */
function referred(template: Template): string[] {
  const json = JSON.stringify(template.toJSON());
  return [...json.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)"/g)].map(([, id]) => id);
}

function configOf(stack: Stack): CfnResource {
  return stack.node.findChild('Churn').node.findChild('EndpointConfig') as CfnResource;
}

function idOf(element: CfnElement): string {
  return Stack.of(element).resolve(element.logicalId) as string;
}

function expectRenamed(stack: Stack, from: string, to: string): void {
  const template = Template.fromStack(stack);
  const ids = Object.keys(template.toJSON().Resources as object);
  expect(ids).toContain(to);
  expect(ids).not.toContain(from);
  expect(referred(template)).toContain(to);
  expect(referred(template)).not.toContain(from);
}

class Visitor implements IAspect {
  constructor(readonly visit: (node: IConstruct) => void) {}
}

describe('the logical ids of an endpoint', () => {
  test('can be renamed by the stack, after they were asked for', () => {
    const stack = newStack();
    newEndpoint(stack);
    const before = idOf(configOf(stack));
    stack.renameLogicalId(before, 'RenamedConfig');
    expectRenamed(stack, before, 'RenamedConfig');
  });

  test('can be renamed by an aspect', () => {
    const stack = newStack();
    newEndpoint(stack);
    const before = idOf(configOf(stack));
    Aspects.of(stack).add(new Visitor((node) => node === configOf(stack) && stack.renameLogicalId(before, 'RenamedConfig')));
    expectRenamed(stack, before, 'RenamedConfig');
  });

  test('can be overridden', () => {
    const stack = newStack();
    newEndpoint(stack);
    const before = idOf(configOf(stack));
    configOf(stack).overrideLogicalId('OverriddenConfig');
    expectRenamed(stack, before, 'OverriddenConfig');
  });

  test('are those of a stack that allocates them in its own way', () => {
    class Prefixed extends Stack {
      protected override allocateLogicalId(element: CfnElement): string {
        return `Mine${super.allocateLogicalId(element)}`;
      }
    }
    const stack = new Prefixed(newStack().node.root, 'Prefixed');
    newEndpoint(stack);
    const template = Template.fromStack(stack);
    const ours = [...Object.keys(template.toJSON().Resources as object), ...referred(template)];
    expect(ours.filter((id) => !id.startsWith('Mine'))).toEqual([]);
  });

  test('stay as they are where one is exported explicitly, or to another stack', () => {
    const stack = newStack();
    const endpoint = newEndpoint(stack);
    stack.exportValue(configOf(stack).ref);
    const other = new Stack(stack.node.root, 'Other');
    new CfnResource(other, 'User', { type: 'Any::Thing::Here', properties: { Arn: endpoint.endpointArn } });
    const before = idOf(configOf(stack));
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources as object)).toContain(before);
    expect(JSON.stringify(Template.fromStack(other))).toContain('Stack:ExportsOutputFnGetAttChurn');
  });

  test('are reckoned about once each, not each time that something refers to them', () => {
    const stack = newStack();
    newEndpoint(stack);
    const reckoned = jest.spyOn(stack, 'getLogicalId');
    const template = Template.fromStack(stack);
    const ofEndpoint = (ids: string[]): number => ids.filter((id) => /^(?:Churn|Model)/.test(id)).length;
    const resources = ofEndpoint(Object.keys(template.toJSON().Resources as object));
    const times = reckoned.mock.calls.filter(([{ node }]) => /Churn|Model/.test(node.path)).length;
    expect(times).toBeLessThan(2.5 * resources);
    // For the template alone, which is one of three times that the CDK goes through it all.
    expect(times).toBeLessThan(resources + ofEndpoint(referred(template)));
  });
});

import { App, Aws, CfnParameter, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { templateJson } from '../../src/private/template-json';

const app = new App();
const stack = new Stack(app, 'Stack');
const resource = new CfnResource(stack, 'Resource', { type: 'Any::Thing::Here' });
const elsewhere = new CfnResource(new Stack(app, 'Other'), 'Resource', { type: 'Any::Thing::Here' });
const number = new CfnParameter(stack, 'Number', { type: 'Number' });

test.each<[string, unknown]>([
  ['text', { a: 'quoted "text" \n', b: [1, true, null], c: undefined }],
  ['a reference', { a: resource.ref, b: [{ c: `before ${resource.getAtt('Name').toString()} "after"` }] }],
  ['a pseudo parameter', { a: `arn:${Aws.PARTITION}:x` }],
  ['a reference to a number', { a: number.valueAsNumber, b: number.valueAsString, c: number.value.toString() }],
  ['text that is known later', { a: Lazy.string({ produce: () => 'quoted "text"' }) }],
  ['a function', { a: Fn.join('"', [resource.ref, 'text']), b: Fn.importValue('x') }],
  ['a resolvable value', { a: resource.getAtt('Name'), b: Token.asNumber(resource.getAtt('Count')) }],
  ['a list', { a: Fn.split(',', resource.ref) }],
  ['a resource of another stack', { a: elsewhere.ref }],
])('%s in a template is written as the stack itself writes it', (_what, value) => {
  expect(stack.resolve(templateJson(stack, value))).toEqual(stack.resolve(stack.toJsonString(value)));
});

test('what holds references alone is not resolved again and again', () => {
  expect(templateJson(stack, { a: resource.ref })).toBe(JSON.stringify({ a: resource.ref }));
});

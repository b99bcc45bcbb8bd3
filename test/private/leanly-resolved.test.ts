import { App, Aws, CfnParameter, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { LeanlyResolved } from '../../src/private/leanly-resolved';

const app = new App();
const stack = new Stack(app, 'Stack');
const resource = new CfnResource(stack, 'Resource', { type: 'Any::Thing::Here' });
const number = new CfnParameter(stack, 'Number', { type: 'Number' });

const leaf = fc.oneof(
  fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.constant(undefined),
  fc.constantFrom<unknown>(
    resource.ref, resource.getAtt('Arn'), `${Aws.PARTITION}:${resource.ref}`, 'no Token[ at all', number.valueAsNumber, Fn.split(',', resource.ref), Lazy.any({ produce: () => [] }),
    Lazy.any({ produce: () => undefined }), Lazy.string({ produce: () => 'later' }), { [resource.ref.length > 0 ? Lazy.string({ produce: () => 'Key' }) : '']: 1 },
  ),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[A-Za-z:]{1,8}$/), tie('value'), { maxKeys: 4 })),
})).value;

test('a value is resolved to what the CDK resolves it to', () => {
  fc.assert(fc.property(value, (any) => {
    expect(stack.resolve(new LeanlyResolved(any))).toEqual(stack.resolve(any));
    expect(stack.resolve(Token.asString(new LeanlyResolved(any)))).toEqual(stack.resolve(any));
  }));
});

test('what refers to another stack is an export of that one', () => {
  const other = new Stack(app, 'Other');
  new CfnResource(other, 'User', { type: 'Any::Thing::Here', properties: { Document: new LeanlyResolved({ Arn: [resource.getAtt('Arn')] }) } });
  Template.fromStack(other).hasResourceProperties('Any::Thing::Here', {
    Document: { Arn: [{ 'Fn::ImportValue': Match.stringLikeRegexp('^Stack:ExportsOutputFnGetAttResourceArn') }] },
  });
});

test('an override changes what stands in the template, of one resource', () => {
  const own = new Stack(new App(), 'Own');
  const shared = new LeanlyResolved({ Statement: [{ Effect: 'Allow' }] });
  const [first] = ['First', 'Second'].map((id) => new CfnResource(own, id, { type: `Any::Thing::${id}`, properties: { Document: shared } }));
  first.addPropertyOverride('Document.Version', '2012-10-17');
  const template = Template.fromStack(own);
  template.hasResourceProperties('Any::Thing::First', { Document: { Statement: [{ Effect: 'Allow' }], Version: '2012-10-17' } });
  template.templateMatches({ Resources: { Second: { Properties: { Document: { Statement: [{ Effect: 'Allow' }] } } } } });
  expect(template.toJSON().Resources.Second.Properties.Document).not.toHaveProperty('Version');
});

test('in JSON it is as unknown as any lazy value', () => {
  expect(JSON.stringify(new LeanlyResolved({}))).toBe(JSON.stringify(Lazy.any({ produce: () => undefined })));
});

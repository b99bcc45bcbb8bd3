import { aws_kms as kms, aws_lambda as lambda, type Stack } from 'aws-cdk-lib';
import type { GuardedEndpointProps } from '../../../src';
import { newEndpoint, newStack } from '../../declared';

function declare(props: (stack: Stack) => Partial<GuardedEndpointProps>, region?: string): () => void {
  const stack = newStack(region === undefined ? {} : { env: { account: '111122223333', region } });
  return () => newEndpoint(stack, props(stack));
}

const key = (stack: Stack): Partial<GuardedEndpointProps> => ({
  encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555'),
});
const hook = (stack: Stack): Partial<GuardedEndpointProps> => ({
  hooks: { beforeUpdate: { handler: lambda.Function.fromFunctionArn(stack, 'Approval', 'arn:aws:lambda:us-east-1:111122223333:function:approve') } },
});

describe('what an endpoint needs in its own region', () => {
  test.each([['encryptionKey', key], ['the function of the beforeUpdate hook', hook]])('is refused in another: %s', (what, props) => {
    expect(declare(props, 'eu-west-1')).toThrow(new RegExp(`${what} is in us-east-1, but the stack is in eu-west-1, .+use one in eu-west-1 \\[cdk-guarded-endpoints:elsewhere\\]$`));
  });

  test.each(['us-east-1', undefined])('may be there, or not be known: %s', (region) => {
    expect(declare(key, region)).not.toThrow();
    expect(declare(hook, region)).not.toThrow();
  });
});

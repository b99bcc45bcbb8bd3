import { Fn, Stack, Stage, Token, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { endpointArnOf } from './endpoint-name';
import { deployAfter } from './wait-for';

/**
 * The ARN that a wait condition was signalled, so that what refers to it waits for the update.
 *
 * To another stack it would be an export, named after the wait condition; which is another one after each update, and CloudFormation removes no
 * export that is in use. There it is made of the endpoint's name, and that stack is deployed after this one.
 */
export function signalledArn(endpoint: Construct, endpointName: string, data: string): string {
  const own = Stack.of(endpoint);
  const resolvable: IResolvable = {
    creationStack: [],
    resolve(context: IResolveContext) {
      const consumer = Stack.of(context.scope);
      if (outermost(consumer) === outermost(own)) {
        // The updater signals the ARN, and with `{"id":"data"}` it is the fourth part between quotation marks.
        return Fn.select(3, Fn.split('"', data));
      }
      if (context.preparing && Stage.of(consumer) === Stage.of(own)) {
        deployAfter(consumer, own, 'refers to the ARN of an endpoint');
      }
      return endpointArnOf(endpoint, endpointName);
    },
    toString: () => Token.asString(resolvable, { displayHint: 'EndpointArn' }),
  };
  return resolvable.toString();
}

/** A nested stack is deployed with the one around it, from which it needs no export. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

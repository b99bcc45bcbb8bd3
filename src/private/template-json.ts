import { Reference, ResolutionTypeHint, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The value as JSON in a template: what the stack's `toJsonString` writes.
 *
 * That one resolves the whole value each time the template is looked through. Where the tokens in it are references to resources of the
 * stack, and so never text that would have to be escaped, plain JSON holds them as well.
 */
export function templateJson(scope: Construct, value: unknown): string {
  const stack = Stack.of(scope);
  return isPlain(value, stack) ? JSON.stringify(value) : stack.toJsonString(value);
}

function isPlain(value: unknown, stack: Stack): boolean {
  if (typeof value === 'string') {
    return !Token.isUnresolved(value) || Tokenization.reverseString(value).tokens.every((token) => Reference.isReference(token)
      && Stack.of(token.target) === stack && (token.typeHint ?? ResolutionTypeHint.STRING) === ResolutionTypeHint.STRING);
  }
  if (Token.isUnresolved(value)) {
    return false;
  }
  return typeof value !== 'object' || value === null
    || Object.entries(value).every(([key, each]) => !Token.isUnresolved(key) && isPlain(each, stack));
}

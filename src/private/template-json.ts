import { Reference, ResolutionTypeHint, Stack, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The value as JSON in a template: what the stack's `toJsonString` writes.
 *
 * That one resolves the whole value each time the template is looked through. Where the tokens in it are references to resources of the
 * stack, and so never text that would have to be escaped, plain JSON holds them as well.
 */
export function templateJson(scope: Construct, value: unknown): string {
  const stack = Stack.of(scope);
  const json = JSON.stringify(value);
  return isPlain(json, stack) ? json : stack.toJsonString(value);
}

/** Whether all tokens are such references. Those that stand for numbers or lists, and those that are objects, leave marks of their own. */
function isPlain(json: string, stack: Stack): boolean {
  return !/#\{Token\[|<unresolved-|e\+289/.test(json) && Tokenization.reverseString(json).tokens.every((token) => Reference.isReference(token)
    && Stack.of(token.target) === stack && (token.typeHint ?? ResolutionTypeHint.STRING) === ResolutionTypeHint.STRING);
}

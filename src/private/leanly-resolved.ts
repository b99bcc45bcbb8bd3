import { Token, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import { settleIds } from './settled-ids';
import { isTokenNumber } from './token-number';

/**
 * A part of a resource that is nearly all plain text, at a fraction of its time to synthesize.
 *
 * The CDK goes through all values three times, for references to other stacks, for the template and for the tree of constructs, and makes
 * a context for each. Here it gets to see only those with a token in them.
 */
export class LeanlyResolved implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(private readonly value: unknown) {}

  resolve(context: IResolveContext): unknown {
    if (context.preparing) {
      settleIds(context);
    }
    const resolved = leanly(this.value, context);
    // What is returned would be gone through once more.
    context.registerPostProcessor({ postProcess: () => resolved });
    return undefined;
  }

  toString(): string {
    return Token.asString(this);
  }

  /** As the CDK's own lazy values. */
  toJSON(): string {
    return '<unresolved-lazy>';
  }
}

function leanly(value: unknown, context: IResolveContext): unknown {
  switch (typeof value) {
    case 'string': return value.includes('Token[') ? context.resolve(value) : value;
    case 'number': return isTokenNumber(value) ? context.resolve(value) : value;
    case 'object': return value === null || Token.isUnresolved(value) ? context.resolve(value) : partsOf(value, context);
    default: return value;
  }
}

function partsOf(value: object, context: IResolveContext): object {
  if (Array.isArray(value)) {
    return value.map((each) => leanly(each, context)).filter((each) => each !== undefined);
  }
  const keys = Object.keys(value);
  if (keys.some((key) => key.includes('Token['))) {
    return context.resolve(value);
  }
  const parts: Record<string, unknown> = {};
  for (const key of keys) {
    const part = leanly((value as Record<string, unknown>)[key], context);
    if (part !== undefined) {
      parts[key] = part;
    }
  }
  return parts;
}

/**
 * Runs one Lambda function in a process of its own, as the Lambda runtime does: loads the handler once, then answers
 * one invocation after the other. It is told what time it is with each, so that the function lives in virtual time.
 */
export interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Virtual time, in milliseconds since 1970. */
  readonly now: number;
}

export type InvocationResult =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly errorType: string; readonly errorMessage: string; readonly trace?: string };

const RealDate = Date;
let offset = 0;

class VirtualDate extends RealDate {
  static now(): number {
    return RealDate.now() + offset;
  }

  constructor(...args: unknown[]) {
    // No argument means now; anything else is a date like any other.
    super(...((args.length === 0 ? [VirtualDate.now()] : args) as [number]));
  }
}

async function answer(invocation: Invocation): Promise<InvocationResult> {
  offset = invocation.now - RealDate.now();
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known only now
    const handler = require(process.env.HANDLER_MODULE!)[process.env.HANDLER_NAME!];
    return { id: invocation.id, result: (await handler(invocation.event, invocation.context)) ?? null };
  } catch (error) {
    const { name, message, stack } = error as Error;
    return { id: invocation.id, errorType: name, errorMessage: message, trace: stack };
  }
}

globalThis.Date = VirtualDate as DateConstructor;
process.on('message', async (invocation: Invocation) => process.send!(await answer(invocation)));
process.on('disconnect', () => process.exit());

import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { isNativeError } from 'node:util/types';
import { stayOnThisMachine } from './stay-on-this-machine';

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
  /** In real time. */
  readonly timeoutSeconds: number;
}

export type InvocationResult = { readonly id: number; readonly result: unknown } | FailedInvocation;

interface FailedInvocation {
  readonly id: number;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string;
}

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
    const handler = await handlerOf(process.env.HANDLER_MODULE!, process.env.HANDLER_NAME!);
    return { id: invocation.id, result: (await call(handler, invocation)) ?? null };
  } catch (error) {
    return { id: invocation.id, ...failureIn(error) };
  }
}

/** Anything can be thrown, or called back with; what is no error is told by its type, as Lambda does. */
function failureIn(error: unknown): Omit<FailedInvocation, 'id'> {
  if (!isNativeError(error)) {
    return { errorType: typeof error, errorMessage: String(error) };
  }
  const { name, message, stack, cause } = error;
  return { errorType: name, errorMessage: message, trace: cause instanceof Error ? `${stack}\nbecause of ${cause.message}` : stack };
}

type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => unknown;

/** How often it is looked whether a function that has returned is still doing something. */
const LOOK_AGAIN_MS = 5;

/** With a promise or a callback; a function that has neither is over when nothing keeps the process busy, as in Lambda. */
async function call(handler: Handler, { event, context, timeoutSeconds }: Invocation): Promise<unknown> {
  const end = RealDate.now() + timeoutSeconds * 1000;
  return new Promise((settle, fail) => {
    const done = (error: unknown, result?: unknown): void => (error === undefined || error === null ? settle(result) : fail(error));
    const returned = handler(event, {
      ...context,
      getRemainingTimeInMillis: () => end - RealDate.now(),
      done,
      succeed: settle,
      fail,
    }, done);
    if (returned instanceof Promise) {
      returned.then(settle, fail);
    } else {
      const look = (): void => (isBusy() ? void setTimeout(look, LOOK_AGAIN_MS) : settle(undefined));
      setTimeout(look, LOOK_AGAIN_MS);
    }
  });
}

/** Other than with talking to the process that started it. */
function isBusy(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource !== 'PipeWrap' && resource !== 'TTYWrap');
}

async function handlerOf(path: string, name: string): Promise<Handler> {
  const module = existsSync(`${path}.mjs`) ? await import(pathToFileURL(`${path}.mjs`).href) : await load(path);
  const handler: unknown = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${path} has no function '${name}'`), { name: 'Runtime.HandlerNotFound' });
  }
  return handler as Handler;
}

async function load(path: string): Promise<Record<string, unknown> & { readonly default?: Record<string, unknown> }> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known only now
    return require(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_REQUIRE_ESM') {
      return import(pathToFileURL(`${path}.js`).href);
    }
    throw error;
  }
}

stayOnThisMachine(process.env.AWS_ENDPOINT_URL!);
globalThis.Date = VirtualDate as DateConstructor;
process.on('message', async (invocation: Invocation) => process.send!(await answer(invocation)));
process.on('disconnect', () => process.exit());

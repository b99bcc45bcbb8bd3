import type { StateMachine as Interpreter, StateMachineDefinition } from 'aws-local-stepfunctions' with { 'resolution-mode': 'import' };
import { isRecord } from '../rollout/record';

/** What a state machine needs of the world around it. */
export interface StateMachineHost {
  invoke(functionArn: string, payload: unknown): Promise<unknown>;
  /** Lets virtual time pass. */
  wait(seconds: number): Promise<void>;
  /** Virtual time. */
  now(): Date;
}

type State = Record<string, unknown> & { readonly Type: string };

const LAMBDA_INVOKE = /^arn:[^:]+:states:::lambda:invoke$/;
const LAMBDA_ARN = /^arn:[^:]+:lambda:/;
// The interpreter asks for an ARN where a task says what it does.
const WAIT_RESOURCE = 'arn:aws:lambda:us-east-1:000000000000:function:wait';

/**
 * The class that runs a definition: the types are those of its ES module, this is its CommonJS build.
 *
 * It is loaded with the first state machine: most commands run none, and it takes longer than the rest of their start.
 */
function interpreter(): typeof Interpreter {
  // It is built for Node.js 22; this is all that is missing in 20.
  (Promise as { withResolvers?: unknown }).withResolvers ??= function withResolvers<T>() {
    let resolve!: (value: T | PromiseLike<T>) => void;
    let reject!: (reason?: unknown) => void;
    const promise = new Promise<T>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    return { promise, resolve, reject };
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return (require('aws-local-stepfunctions') as { readonly StateMachine: typeof Interpreter }).StateMachine;
}

/**
 * Runs a state machine's own definition to its end and returns its output.
 *
 * Wait states let virtual time pass instead of real time. Chosen: retries follow at once, in no virtual time.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export async function runStateMachine(definition: unknown, input: unknown, host: StateMachineHost): Promise<unknown> {
  const handlers: Record<string, (payload: Record<string, unknown>) => Promise<unknown>> = {};
  const noDelays: Record<string, number> = {};
  const translated = translate(definition, (name, state) => {
    noDelays[name] = 0;
    handlers[name] = taskHandler(name, state, host);
  });
  const StateMachine = interpreter();
  const machine = new StateMachine(translated as StateMachineDefinition, { validationOptions: { noValidate: true } });
  try {
    const execution = machine.run(input as never, {
      overrides: { taskResourceLocalHandlers: handlers as never, retryIntervalOverrides: noDelays },
    });
    return await execution.result;
  } catch (error) {
    throw new Error([(error as Error).message, ...faultsOf(translated)].join('; '), { cause: error });
  }
}

/** What is not of the language in a definition. To find out takes longer than most executions: only those that fail are looked at. */
function faultsOf(definition: unknown): string[] {
  try {
    const StateMachine = interpreter();
    new StateMachine(definition as StateMachineDefinition, { validationOptions: { checkPaths: true, checkArn: true } });
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** The definition with every wait state turned into a task, which is the only kind of state that can be handled here. */
function translate(value: unknown, onTask: (name: string, state: State) => void): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => translate(item, onTask));
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [
    key,
    key === 'States' && isRecord(item) ? Object.fromEntries(Object.entries(item).map(([name, state]) => [name, translateState(name, state as State, onTask)])) : translate(item, onTask),
  ]));
}

function translateState(name: string, state: State, onTask: (name: string, state: State) => void): unknown {
  if (state.Type === 'Wait') {
    onTask(name, state);
    const { Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = state;
    const parameter = Object.entries({ 'Seconds': Seconds, 'Seconds.$': SecondsPath, 'Timestamp': Timestamp, 'Timestamp.$': TimestampPath })
      .filter(([, given]) => given !== undefined);
    return { ...rest, Type: 'Task', Resource: WAIT_RESOURCE, Parameters: Object.fromEntries(parameter), ResultPath: null };
  }
  if (state.Type === 'Task') {
    onTask(name, state);
    return state;
  }
  return translate(state, onTask);
}

function taskHandler(name: string, state: State, host: StateMachineHost): (payload: Record<string, unknown>) => Promise<unknown> {
  if (state.Type === 'Wait') {
    return async ({ Seconds, Timestamp }) => {
      const seconds = Timestamp === undefined ? Number(Seconds) : (new Date(String(Timestamp)).getTime() - host.now().getTime()) / 1000;
      await host.wait(Math.max(0, seconds));
    };
  }
  const resource = String(state.Resource);
  if (LAMBDA_INVOKE.test(resource)) {
    return async ({ FunctionName, Payload }) => ({ Payload: await host.invoke(String(FunctionName), Payload), StatusCode: 200, ExecutedVersion: '$LATEST' });
  }
  if (LAMBDA_ARN.test(resource)) {
    return async (payload) => host.invoke(resource, payload);
  }
  return async () => {
    throw new Error(`state '${name}' calls ${resource}, which is not simulated; Lambda functions are`);
  };
}

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Invocation, InvocationResult } from './lambda-host';
import { PACKAGE_ROOT } from './package-root';

export interface LambdaProcessProps {
  readonly functionName: string;
  readonly functionArn: string;
  /** The directory of the asset. */
  readonly codeDirectory: string;
  /** `file.export`, as the function's `Handler` property has it. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly region: string;
  /** Where every AWS client of the function is pointed. */
  readonly endpointUrl: string;
  /** Virtual time. */
  readonly now: () => Date;
  /** What the function writes to its log. */
  readonly onLog: (line: string) => void;
}

/** A function that threw, or did not return in time. */
export class FunctionError extends Error {
  constructor(readonly errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}

const HOST = join(PACKAGE_ROOT, 'assets', 'lambda-host', 'index.js');

/** A Lambda function's execution environment: a child process that stays warm between invocations. */
export class LambdaProcess {
  private child?: ChildProcess;
  private invocations = 0;

  constructor(private readonly props: LambdaProcessProps) {}

  async invoke(event: unknown): Promise<unknown> {
    const child = (this.child ??= this.start());
    const id = this.invocations++;
    const answer = await new Promise<InvocationResult>((settle, reject) => {
      const timer = setTimeout(() => {
        stop();
        this.close();
        reject(new FunctionError('Sandbox.Timedout', `task timed out after ${this.props.timeoutSeconds} seconds`));
      }, this.props.timeoutSeconds * 1000);
      const onMessage = (message: InvocationResult): void => {
        if (message.id === id) {
          stop();
          settle(message);
        }
      };
      const onExit = (code: number | null): void => {
        stop();
        reject(new FunctionError('Runtime.ExitError', `runtime exited with status ${code}`));
      };
      const stop = (): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
      };
      child.on('message', onMessage).on('exit', onExit);
      child.send(this.invocation(id, event));
    });
    if ('errorType' in answer) {
      this.props.onLog(answer.trace ?? `${answer.errorType}: ${answer.errorMessage}`);
      throw new FunctionError(answer.errorType, answer.errorMessage);
    }
    return answer.result;
  }

  close(): void {
    this.child?.kill();
    this.child = undefined;
  }

  private invocation(id: number, event: unknown): Invocation {
    const { functionName, functionArn } = this.props;
    return {
      id,
      event,
      now: this.props.now().getTime(),
      timeoutSeconds: this.props.timeoutSeconds,
      context: {
        functionName,
        invokedFunctionArn: functionArn,
        awsRequestId: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
        logGroupName: `/aws/lambda/${functionName}`,
      },
    };
  }

  private start(): ChildProcess {
    const { props } = this;
    const dot = props.handler.lastIndexOf('.');
    const child = fork(HOST, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      // Nothing of the caller's environment: no credentials, no profile, no proxy.
      env: {
        PATH: process.env.PATH,
        ...props.environment,
        HANDLER_MODULE: join(props.codeDirectory, props.handler.slice(0, dot)),
        HANDLER_NAME: props.handler.slice(dot + 1),
        AWS_LAMBDA_FUNCTION_NAME: props.functionName,
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${props.functionName}`,
        AWS_REGION: props.region,
        AWS_ENDPOINT_URL: props.endpointUrl,
        AWS_ACCESS_KEY_ID: 'rehearsal',
        AWS_SECRET_ACCESS_KEY: 'rehearsal',
      },
    });
    child.on('exit', () => {
      this.child = this.child === child ? undefined : this.child;
    });
    // Sent to just as it died: the exit tells what there is to tell.
    child.on('error', () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream! }).on('line', (line) => line !== '' && props.onLog(line));
    }
    return child;
  }
}

import { runStateMachine, type StateMachineHost } from '../state-machine';
import { JsonService, StandInError } from './json-service';

/** A state machine that is there. */
export interface DeployedStateMachine {
  readonly definition: unknown;
}

export interface StepFunctionsHost extends StateMachineHost {
  /** Where the end of an execution that failed is told. */
  log(executionArn: string, line: string): void;
}

interface Execution {
  readonly input: string;
  running: boolean;
  readonly ended: Promise<void>;
}

/** StartExecution, and the executions it started. */
export class StepFunctions {
  readonly service = new JsonService('AWSStepFunctions', 'application/x-amz-json-1.0', { StartExecution: (input) => this.start(input) });
  private readonly executions = new Map<string, Execution>();

  constructor(private readonly stateMachines: ReadonlyMap<string, DeployedStateMachine>, private readonly host: StepFunctionsHost) {}

  /** Settles when no execution is running. */
  async idle(): Promise<void> {
    await Promise.all([...this.executions.values()].map((execution) => execution.ended));
  }

  private start({ stateMachineArn, name, input }: Record<string, unknown>): unknown {
    const stateMachine = this.stateMachines.get(String(stateMachineArn));
    if (!stateMachine) {
      throw new StandInError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    }
    const executionArn = `${String(stateMachineArn).replace(':stateMachine:', ':execution:')}:${name ?? this.executions.size}`;
    const text = String(input ?? '{}');
    const before = this.executions.get(executionArn);
    // Asking for a running execution with the same input again is the same execution; anything else is refused.
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    if (before && !(before.running && before.input === text)) {
      throw new StandInError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    }
    if (!before) {
      this.executions.set(executionArn, this.run(executionArn, stateMachine.definition, text));
    }
    return { executionArn, startDate: this.host.now().getTime() / 1000 };
  }

  private run(executionArn: string, definition: unknown, input: string): Execution {
    const ended = runStateMachine(definition, JSON.parse(input), this.host)
      .catch((error: Error) => this.host.log(executionArn, `execution failed: ${error.message}`))
      .then(() => {
        execution.running = false;
      });
    const execution: Execution = { input, running: true, ended };
    return execution;
  }
}

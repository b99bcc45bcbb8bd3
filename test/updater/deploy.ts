import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { churnAccount, request as requestFor } from './churn';
import { ResponseBucket } from './cloudformation';
import type { Mortality } from './mortal';
import { encodeRequest, type RolloutRequest } from '../../src/rollout/request';
import type { FleetSimulator } from '../../src/simulator';
import type { CloudFormationEvent } from '../../src/updater/event';
import { handle } from '../../src/updater/handler';
import { invoke } from '../../src/updater/invoke';
import type { Ports } from '../../src/updater/ports';
import { respond } from '../../src/updater/respond';
import type { Seal, SealContext } from '../../src/updater/seal';
import type { Ticket } from '../../src/updater/ticket';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:updater';

/** Seals by keeping the secret to itself, and opens only for the request that it was sealed for, as a key does. */
class SafeSeal implements Seal {
  private readonly kept: Array<{ url: string; context: string }> = [];

  async seal(url: string, context: SealContext): Promise<string> {
    return `sealed-${this.kept.push({ url, context: JSON.stringify(context) }) - 1}`;
  }

  async open(sealed: string, context: SealContext): Promise<string> {
    const entry = this.kept[Number(sealed.replace('sealed-', ''))];
    if (entry?.context !== JSON.stringify(context)) {
      throw new Error('InvalidCiphertextException');
    }
    return entry.url;
  }
}

export interface Outcome {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** Every input, output and error of the execution, as its history shows them. */
  readonly history: string;
}

/** CloudFormation and the state machine, around the updater, in the simulator's time. */
export class Deployer {
  readonly logs: string[] = [];
  /** The calls that SageMaker accepted, by the names of their commands; looks are left out. */
  readonly changes: string[] = [];
  readonly executions = new Map<string, Ticket>();
  /** How long the state machine waits before it invokes again what has failed. */
  secondsToRetry = 2;
  /** What reached wait conditions. */
  readonly signals: Array<Record<string, unknown>> = [];
  /** What the stack is doing, when asked. */
  stackStatus: () => string | undefined;
  stackUpdatedAt?: string;
  /** What may happen to an invocation. */
  live: Mortality['live'];
  private requests = 0;
  private readonly ports: Ports;

  constructor(readonly simulator: FleetSimulator, readonly bucket: ResponseBucket) {
    this.live = (ports, run) => run(ports);
    this.stackStatus = () => 'UPDATE_IN_PROGRESS';
    this.ports = {
      sagemaker: this.recorded(simulator.client(SageMakerClient)),
      cloudwatch: simulator.client(CloudWatchClient),
      invoke: (invocation) => invoke(simulator.client(SageMakerClient), invocation),
      seal: new SafeSeal(),
      startExecution: async (name, ticket) => {
        if (!this.executions.has(name)) {
          this.executions.set(name, JSON.parse(JSON.stringify(ticket)));
        }
      },
      respond: (url, addressee, verdict) => respond(url, addressee, verdict, 0),
      signal: async (url, uniqueId, verdict) => {
        this.signals.push({ url, uniqueId, ...verdict });
      },
      stack: async () => ({ status: this.stackStatus(), updatedAt: this.stackUpdatedAt }),
      pause: async () => undefined,
      now: () => simulator.clock.now,
      log: (step, facts) => this.logs.push(JSON.stringify({ step, ...facts })),
      logGroupName: '/aws/lambda/updater',
    };
  }

  event(requestType: CloudFormationEvent['RequestType'], request: RolloutRequest, physicalResourceId?: string, old?: RolloutRequest): CloudFormationEvent {
    this.requests += 1;
    return {
      RequestType: requestType,
      ResponseURL: this.bucket.url,
      StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/churn/1',
      RequestId: `request-${this.requests}`,
      LogicalResourceId: 'Churn',
      PhysicalResourceId: physicalResourceId,
      ResourceProperties: { ServiceToken: FUNCTION_ARN, ...encodeRequest(request) },
      ...(old && { OldResourceProperties: { ServiceToken: FUNCTION_ARN, ...encodeRequest(old) } }),
    };
  }

  /** The same event with a wait condition's handle that is new with it. */
  signalled(event: CloudFormationEvent): CloudFormationEvent {
    const SignalUrl = `https://example.com/handle?X-Amz-Signature=5ec2e7&of=${event.RequestId}`;
    return { ...event, ResourceProperties: { ...event.ResourceProperties, SignalUrl } };
  }

  /** Sends an event and plays the state machine to its end; what CloudFormation was told is in the bucket. */
  async deploy(event: CloudFormationEvent): Promise<Outcome | undefined> {
    // Lambda repeats an invocation that CloudFormation did not wait for, twice.
    await this.invoke(event).catch(() => this.invoke(event)).catch(() => this.invoke(event));
    const ticket = this.executions.get(`${event.RequestType}-${event.RequestId}`);
    return ticket && this.execute(ticket);
  }

  invoke(event: CloudFormationEvent | Ticket): Promise<Ticket | undefined> {
    return this.live(this.ports, (ports) => handle(ports, event, { invokedFunctionArn: FUNCTION_ARN }));
  }

  private recorded(client: SageMakerClient): SageMakerClient {
    const send = client.send.bind(client) as (command: object) => Promise<unknown>;
    const record = async (command: object): Promise<unknown> => {
      const output = await send(command);
      if (!command.constructor.name.startsWith('Describe')) {
        this.changes.push(command.constructor.name);
      }
      return output;
    };
    return Object.assign(client, { send: record });
  }

  /** Check, Finished?, Wait, Check, ...; GiveUp when Check has failed too often. */
  async execute(ticket: Ticket): Promise<Outcome> {
    const history: unknown[] = [];
    let state = ticket;
    while (!state.done) {
      this.simulator.clock.advance(state.waitSeconds);
      const checked = await this.attempt(state, 8, history);
      if (checked instanceof Error) {
        const error = { Error: checked.name, Cause: JSON.stringify({ errorType: checked.name, errorMessage: checked.message }) };
        await this.attempt({ ...state, error }, 11, history);
        return { status: 'FAILED', history: JSON.stringify(history) };
      }
      state = checked;
    }
    return { status: 'SUCCEEDED', history: JSON.stringify(history) };
  }

  private async attempt(input: Ticket, attempts: number, history: unknown[]): Promise<Ticket | Error> {
    let failure = new Error('no attempt was made');
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        const output = JSON.parse(JSON.stringify(await this.invoke(input)));
        history.push({ input, output });
        return output;
      } catch (error) {
        failure = error as Error;
        history.push({ input, error: { ...failure, message: failure.message, stack: failure.stack } });
        this.simulator.clock.advance(this.secondsToRetry);
      }
    }
    return failure;
  }
}

/** With the endpoint on the first config already; what came of that is forgotten. */
export async function deployedChurn(): Promise<Deployer> {
  const deployer = new Deployer(await churnAccount(), await ResponseBucket.open());
  await deployer.deploy(deployer.event('Create', requestFor('churn-v1')));
  deployer.bucket.received.length = 0;
  deployer.changes.length = 0;
  return deployer;
}

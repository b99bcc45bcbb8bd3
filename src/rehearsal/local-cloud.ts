import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { FleetSimulator } from '../simulator';
import { FunctionError, type LambdaProcess } from './lambda-process';
import { ResponseInbox, type CustomResourceResponse } from './responses';
import { SignalInbox } from './signals';
import type { WireRequest, WireResponse } from '../simulator/api/wire';
import { serve } from '../simulator/server';
import type { Settings } from '../simulator/settings';
import type { WorldOptions } from '../simulator/world';
import { CloudFormation, type DescribedStack } from './stand-ins/cloudformation';
import { kms } from './stand-ins/kms';
import { StepFunctions, type DeployedStateMachine } from './stand-ins/step-functions';

export interface LocalCloudProps {
  readonly region: string;
  readonly accountId: string;
  readonly seed: number;
  readonly provisioningSeconds?: number;
  readonly metricDelaySeconds?: number;
  /** The rest of what the services do not document. */
  readonly settings?: Partial<Settings>;
  /** @default - a new one */
  readonly simulator?: (options: WorldOptions) => FleetSimulator;
  /** Called whenever virtual time has passed. */
  readonly onTime?: () => void;
  /** What the Lambda functions write to their logs. */
  readonly onLog?: (functionName: string, line: string) => void;
}

/** One account and region on this machine: the simulator, and what a stack's Lambda functions need beside it. */
export class LocalCloud {
  static async start(props: LocalCloudProps): Promise<LocalCloud> {
    const cloud = new LocalCloud(props);
    const server = await serve((request) => cloud.answer(request), { port: 0 });
    cloud.url = server.url;
    cloud.stop = () => server.close();
    return cloud;
  }

  readonly region: string;
  readonly accountId: string;
  readonly simulator: FleetSimulator;
  readonly sagemaker: SageMakerClient;
  readonly cloudwatch: CloudWatchClient;
  readonly stateMachines = new Map<string, DeployedStateMachine>();
  readonly keyArns = new Set<string>();
  /** What stacks export, by name. */
  readonly exports = new Map<string, unknown>();
  /** The stacks that are there, by id. */
  readonly stacks = new Map<string, DescribedStack>();
  readonly signals = new SignalInbox();
  /** Where every client of a Lambda function is pointed. */
  url = '';

  private readonly functions = new Map<string, LambdaProcess>();
  private readonly inbox = new ResponseInbox();
  private readonly kms = kms(this.keyArns);
  private readonly cloudformation = new CloudFormation(this.stacks, () => this.now());
  private readonly stepFunctions: StepFunctions;
  private stop?: () => Promise<void>;
  private requests = 0;

  private constructor(private readonly props: LocalCloudProps) {
    this.region = props.region;
    this.accountId = props.accountId;
    const simulator = props.simulator ?? ((options: WorldOptions) => new FleetSimulator(options));
    this.simulator = simulator({
      seed: props.seed,
      region: props.region,
      accountId: props.accountId,
      settings: {
        ...props.settings,
        ...(props.provisioningSeconds !== undefined && { provisioningSeconds: props.provisioningSeconds }),
        ...(props.metricDelaySeconds !== undefined && { metricDelaySeconds: props.metricDelaySeconds }),
      },
    });
    this.sagemaker = this.simulator.client(SageMakerClient);
    this.cloudwatch = this.simulator.client(CloudWatchClient);
    this.stepFunctions = new StepFunctions(this.stateMachines, {
      invoke: (functionArn, payload) => this.invoke(functionArn, payload),
      wait: async (seconds) => this.advance(seconds),
      now: () => this.now(),
      log: (executionArn, line) => this.log(executionArn, line),
    });
  }

  now(): Date {
    return this.simulator.clock.now;
  }

  advance(seconds: number): void {
    this.simulator.clock.advance(seconds);
    this.props.onTime?.();
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  log(functionName: string, line: string): void {
    this.props.onLog?.(functionName, line);
  }

  putFunction(functionArn: string, lambda: LambdaProcess): void {
    this.removeFunction(functionArn);
    this.functions.set(functionArn, lambda);
  }

  removeFunction(functionArn: string): void {
    this.functions.get(functionArn)?.close();
    this.functions.delete(functionArn);
  }

  async invoke(functionArn: string, payload: unknown): Promise<unknown> {
    const lambda = this.functions.get(functionArn);
    if (!lambda) {
      throw new FunctionError('Lambda.ResourceNotFoundException', `no function ${functionArn} to run, there are ${[...this.functions.keys()].join(', ') || 'none'}`);
    }
    return lambda.invoke(payload);
  }

  /**
   * Calls a custom resource's function and waits for the answer, as CloudFormation does.
   *
   * An answer that does not come within `timeoutSeconds` of virtual time is a failure.
   */
  async callCustomResource(serviceToken: string, event: Readonly<Record<string, unknown>>, timeoutSeconds: number): Promise<CustomResourceResponse> {
    const RequestId = requestId(this.requests++);
    const { url, answer } = this.inbox.open(RequestId, this.url);
    const deadline = this.now().getTime() + timeoutSeconds * 1000;
    // CloudFormation invokes asynchronously: what the function throws is seen in its log only.
    const quiet = this.invoke(serviceToken, { ...event, RequestId, ResponseURL: url })
      .catch((error: Error) => this.log(serviceToken, error.message))
      .then(() => this.stepFunctions.idle())
      .then(() => undefined);
    const response = await Promise.race([answer, quiet]);
    if (response) {
      return response;
    }
    this.inbox.close(RequestId);
    this.advance(Math.max(0, (deadline - this.now().getTime()) / 1000));
    return { Status: 'FAILED', Reason: `CloudFormation did not receive a response from your Custom Resource within ${timeoutSeconds} seconds (RequestId: ${RequestId})` };
  }

  /** Waits until a wait condition's handle has been signalled so often, as CloudFormation does. */
  async awaitSignals(handle: string, count: number, timeoutSeconds: number): Promise<Readonly<Record<string, string>>> {
    const deadline = this.now().getTime() + timeoutSeconds * 1000;
    const signalled = await Promise.race([this.signals.wait(handle, count), this.stepFunctions.idle().then(() => undefined)]);
    if (signalled) {
      return signalled;
    }
    this.advance(Math.max(0, (deadline - this.now().getTime()) / 1000));
    throw new Error(`WaitCondition timed out. Received 0 conditions when expecting ${count}`);
  }

  async close(): Promise<void> {
    [...this.functions.keys()].forEach((functionArn) => this.removeFunction(functionArn));
    this.sagemaker.destroy();
    this.cloudwatch.destroy();
    await this.stop?.();
  }

  /**
   * Answers carry the virtual date: a client whose clock is another than the answer's takes every error for one of its clock,
   * and asks again.
   */
  private async answer(request: WireRequest): Promise<WireResponse> {
    const response = await this.handle(request);
    return { ...response, headers: { date: this.now().toUTCString(), ...response.headers } };
  }

  private async handle(request: WireRequest): Promise<WireResponse> {
    if (this.inbox.owns(request)) {
      return this.inbox.handle(request);
    }
    if (this.signals.owns(request)) {
      return this.signals.handle(request);
    }
    const service = [this.kms, this.cloudformation, this.stepFunctions.service].find((candidate) => candidate.owns(request));
    return service ? service.handle(request) : this.simulator.handle(request);
  }
}

/** A request id of CloudFormation's form, the same in every run. */
function requestId(count: number): string {
  return `00000000-0000-4000-9000-${String(count).padStart(12, '0')}`;
}

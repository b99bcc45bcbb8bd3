import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
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
  /** What Systems Manager's parameters are, by name. @default - nothing is known of them */
  readonly ssm?: Readonly<Record<string, string>>;
  /** What stacks elsewhere export, by name. @default - nothing */
  readonly imports?: Readonly<Record<string, string>>;
  /** What the Lambda functions write to their logs. */
  readonly onLog?: (functionName: string, line: string) => void;
}

/** How a custom resource's function has answered. */
export interface AnsweredCall {
  readonly response: CustomResourceResponse;
  /** What the function met that is not simulated, in its own words, if it did. */
  readonly notSimulated?: string;
}

/** What tells that a function needs more of the world than there is here: a service, a host, or a module that the runtime has. */
const NOT_SIMULATED = /(?<![^\n:"'`])[^\n:"'`]*\b(is|are) not simulated\b|(?<!\S)\S+ is not on this machine|Cannot find (module|package) '[^']+'|Package \S+ does not exist/;

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
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly stateMachines = new Map<string, DeployedStateMachine>();
  readonly keyArns = new Set<string>();
  /** What stacks export, by name. */
  readonly exports: Map<string, unknown>;
  readonly ssm: ReadonlyMap<string, string>;
  /** Dynamic references in templates that nobody has given a value for. */
  readonly unknownReferences = new Set<string>();
  /** The stacks that are there, by id. */
  readonly stacks = new Map<string, DescribedStack>();
  readonly signals = new SignalInbox();
  /** Where every client of a Lambda function is pointed. */
  url = '';

  private readonly functions = new Map<string, LambdaProcess>();
  /** What functions have logged since a custom resource was called. */
  private readonly heard: string[] = [];
  private readonly inbox = new ResponseInbox();
  private readonly kms = kms(this.keyArns);
  private readonly cloudformation = new CloudFormation(this.stacks, () => this.now());
  private readonly stepFunctions: StepFunctions;
  private stop?: () => Promise<void>;
  private requests = 0;

  private constructor(private readonly props: LocalCloudProps) {
    this.region = props.region;
    this.accountId = props.accountId;
    this.exports = new Map(Object.entries(props.imports ?? {}));
    this.ssm = new Map(Object.entries(props.ssm ?? {}));
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
    this.autoscaling = this.simulator.client(ApplicationAutoScalingClient);
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

  /** What a dynamic reference of a template stands for; as it is written, where nobody has said. */
  dynamicReference(reference: string): string {
    const [, name] = /^\{\{resolve:ssm:([^:}]+)/.exec(reference) ?? [];
    const value = name === undefined ? undefined : this.ssm.get(name);
    if (value === undefined) {
      this.unknownReferences.add(reference);
    }
    return value ?? reference;
  }

  log(functionName: string, line: string): void {
    this.heard.push(line);
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

  /** Whether there is a function of this ARN that can be run. */
  hasFunction(functionArn: string): boolean {
    return this.functions.has(functionArn);
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
   * An answer that does not come within `timeoutSeconds` of virtual time is a failure; unless the function met something that is
   * not simulated, so that there is nothing to wait for.
   */
  async callCustomResource(serviceToken: string, event: Readonly<Record<string, unknown>>, timeoutSeconds: number): Promise<AnsweredCall> {
    this.heard.length = 0;
    const RequestId = requestId(this.requests++);
    const { url, answer } = this.inbox.open(RequestId, this.url);
    const deadline = this.now().getTime() + timeoutSeconds * 1000;
    // CloudFormation invokes asynchronously: what the function throws is seen in its log only.
    const quiet = this.invoke(serviceToken, { ...event, RequestId, ResponseURL: url })
      .catch((error: Error) => this.log(serviceToken, error.message))
      .then(() => this.stepFunctions.idle())
      .then(() => undefined);
    const response = await Promise.race([answer, quiet]);
    const notSimulated = [response?.Reason ?? '', ...this.heard].flatMap((line) => NOT_SIMULATED.exec(line)?.[0].trim() ?? [])[0];
    if (response) {
      return { response, notSimulated };
    }
    this.inbox.close(RequestId);
    if (notSimulated === undefined) {
      this.advance(Math.max(0, (deadline - this.now().getTime()) / 1000));
    }
    const Reason = `CloudFormation did not receive a response from your Custom Resource within ${timeoutSeconds} seconds (RequestId: ${RequestId})`;
    return { response: { Status: 'FAILED', Reason }, notSimulated };
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
    this.autoscaling.destroy();
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

import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import type { AssemblyStack } from './assembly';
import { isRehearsable } from './declared-endpoints';
import type { DeploymentOutcome } from './deployment-outcome';
import { endpointReport } from './endpoint-report';
import { LocalCloud, type LocalCloudProps } from './local-cloud';
import { Observer, type ObservedEntry } from './observer';
import { givenValues, unknownValues, type GivenValues } from './parameters';
import type { RolloutReport } from './report/rollout-report';
import { isSimulated } from './resources';
import { scaleVariants } from './scaling';
import type { Outcome, TrafficChanges, VariantScaling } from './scenario/scenario';
import { Stack, type StackEvent, type StackProps } from './stack';
import type { Template } from './template';
import type { Check, Result } from './verdict';
import { VersionedModels, type VersionOfModels } from './versioned-models';
import { withWaitsOf } from './versioned-waits';
import type { TrafficPattern } from '../simulator/traffic-pattern';

export interface RehearsalProps {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly seed: number;
  /** What comes in at each endpoint, from its first deployment on. */
  readonly requestsPerSecond: number;
  /** How that rate changes. @default - it does not */
  readonly traffic?: TrafficChanges;
  readonly provisioningSeconds?: number;
  readonly metricDelaySeconds?: number;
  readonly settings?: LocalCloudProps['settings'];
  /** What the templates do not say: their parameters, `ssm:/name` and `import:name`. @default - defaults only */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Of every variant that the template does not scale. @default - none */
  readonly autoscaling?: VariantScaling;
  /** @default - a new simulator */
  readonly simulator?: LocalCloudProps['simulator'];
  readonly rewrite?: StackProps['rewrite'];
  /** Told as it happens. */
  readonly onEntry?: (entry: ObservedEntry) => void;
  readonly onStackEvent?: (event: StackEvent) => void;
  readonly onLog?: (functionName: string, line: string) => void;
}

/** A version of the stack, and how its models behave. */
export interface RehearsedVersion extends VersionOfModels {
  readonly assembly: AssemblyStack;
  /** What comes in from the beginning of its deployment on. @default - it stays as it is */
  readonly traffic?: TrafficPattern;
}

/** One deployment of a rehearsal, what came of it and what it cost. */
export interface RehearsedDeployment extends DeploymentOutcome, Result {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  readonly requests: number;
  /** The config that each endpoint serves afterwards. */
  readonly serving: Readonly<Record<string, string>>;
}

/** Something that a rehearsal has made up, and why. */
export interface StandIn {
  readonly logicalId: string;
  readonly type: string;
  /** @default - the type is not simulated */
  readonly reason?: string;
}

/** What a report says that the rehearsal does not know of. */
type ReportWords = Pick<RolloutReport, 'title' | 'summary' | 'reproduce'> & { readonly checks?: ReadonlyArray<readonly Check[]> };

/** Versions of one stack, deployed one after the other to a simulated account while requests come in. */
export class Rehearsal {
  static async start(props: RehearsalProps): Promise<Rehearsal> {
    const given = givenValues(props.parameters);
    const cloud = await LocalCloud.start({ ...props, ...given, onTime: () => rehearsal.observer.look() });
    const rehearsal: Rehearsal = new Rehearsal(props, cloud, given.parameters);
    return rehearsal;
  }

  readonly start: Date;
  readonly observer: Observer;
  private readonly stack: Stack;
  private readonly models: VersionedModels;
  private readonly dependencies = new Map<string, Stack>();
  private readonly deployments: RehearsedDeployment[] = [];
  private readonly stackEvents: StackEvent[] = [];
  /** Parameters whose value is not known, by name. */
  private readonly unknown = new Map<string, StandIn>();
  /** What has been deployed last. */
  private deployed?: AssemblyStack;
  private traffic: TrafficPattern;
  /** The endpoints that get the traffic. */
  private receiving = new Set<string>();

  private constructor(private readonly props: RehearsalProps, readonly cloud: LocalCloud, private readonly parameters: GivenValues['parameters']) {
    this.start = cloud.now();
    this.traffic = { ...props.traffic, requestsPerSecond: props.requestsPerSecond };
    this.observer = new Observer(() => cloud.simulator.world, props.onEntry);
    this.models = new VersionedModels(() => cloud.simulator.world);
    this.stack = new Stack(cloud, {
      stackName: props.stackName,
      onEvent: (event) => {
        this.stackEvents.push(event);
        props.onStackEvent?.(event);
      },
      rewrite: (type, properties, logicalId) => this.models.rewrite(type, props.rewrite?.(type, properties, logicalId) ?? properties, logicalId),
      onCreated: (resource) => this.models.created(resource),
    });
  }

  async deploy(version: RehearsedVersion): Promise<RehearsedDeployment> {
    requireEndpoint(version.assembly);
    const { observer } = this;
    await this.deployDependencies(version.assembly);
    this.models.begin(version, this.deployed !== undefined && this.deployed !== version.assembly);
    observer.begin(version.name);
    this.changeTraffic(version.traffic);
    const from = this.cloud.now();
    const before = observer.totals();
    const template = withWaitsOf(version.name, version.assembly.template);
    const outcome = await this.stack.deploy({ ...version.assembly, template }, this.parameters);
    this.noteUnknown(template);
    observer.look();
    const after = observer.totals();
    if (!outcome.failure) {
      requireEndpoints(version.assembly, observer.endpointNames().length);
      this.deployed = version.assembly;
      this.models.end();
    }
    this.sendTraffic();
    await this.scaleVariants();
    const to = this.cloud.now();
    const deployment = {
      ...outcome,
      ...(outcome.failure && { failure: { ...outcome.failure, reason: observer.inWords(outcome.failure.reason) } }),
      name: version.name,
      from,
      to,
      seconds: (to.getTime() - from.getTime()) / 1000,
      outcome: outcomeOf(outcome, observer),
      alarms: observer.alarmsGoneOff(),
      requests: after.requests - before.requests,
      failedRequests: after.failed - before.failed,
      requestsToNewVersion: observer.requestsTo(version.name),
      peakInstances: observer.peakInstances(),
      ...(await this.serving()),
    };
    this.deployments.push(deployment);
    return deployment;
  }

  /** Lets time pass in which nothing is deployed. */
  pass(seconds: number): void {
    this.cloud.advance(seconds);
  }

  /** What happened, as values for a report; `checks` are those of each deployment. */
  async report({ checks = [], ...words }: ReportWords): Promise<RolloutReport> {
    const { observer } = this;
    return {
      ...words,
      from: this.start,
      to: this.cloud.now(),
      deployments: this.deployments.map(({ name, from, to, status, failure }, index) => ({
        label: name, from, to, status, reason: failure?.reason, checks: checks[index],
      })),
      endpoints: await Promise.all(observer.endpointNames().map((name) => endpointReport(this, name, this.receiving.has(name)))),
      stackEvents: this.stackEvents.map(({ reason, ...event }) => ({ ...event, ...(reason !== undefined && { reason: observer.inWords(reason) }) })),
    };
  }

  /** What of the stack is not simulated, or has a value that nobody has given. */
  standIns(): StandIn[] {
    const resources = this.stack.all().filter(({ type, standIn }) => !isSimulated(type) || standIn !== undefined);
    return [
      ...resources.map(({ logicalId, type, standIn }) => ({ logicalId, type, ...(standIn !== undefined && { reason: standIn }) })),
      ...this.unknown.values(),
      ...[...this.cloud.unknownReferences].map((reference) => ({ logicalId: reference, type: 'dynamic reference', reason: 'its value is not known here' })),
    ];
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }

  private noteUnknown(template: Template): void {
    for (const { name, type, of } of unknownValues(template, this.parameters, this.cloud.ssm)) {
      this.unknown.set(name, { logicalId: name, type, reason: `its value is taken to be '${of}'` });
    }
  }

  private changeTraffic(pattern: TrafficPattern | undefined): void {
    if (pattern) {
      this.traffic = pattern;
      this.receiving.clear();
      this.sendTraffic();
    }
  }

  /** To every endpoint that is there and does not get it yet; one that was deleted does not get it any more. */
  private sendTraffic(): void {
    const { world } = this.cloud.simulator;
    const there = this.observer.endpointNames().filter((name) => world.sagemaker.endpoints.has(name));
    there.filter((name) => !this.receiving.has(name)).forEach((name) => world.setTraffic(name, this.traffic));
    this.receiving = new Set(there);
  }

  private async scaleVariants(): Promise<void> {
    const { autoscaling } = this.props;
    for (const name of autoscaling ? this.receiving : []) {
      await scaleVariants(this.cloud, name, autoscaling!);
    }
  }

  /** The stacks that this one needs, once: whatever they export is there for every version. */
  private async deployDependencies(assembly: AssemblyStack): Promise<void> {
    for (const dependency of assembly.dependencies) {
      await this.deployDependencies(dependency);
      if (!this.dependencies.has(dependency.stackName)) {
        const stack = new Stack(this.cloud, { stackName: dependency.stackName, onEvent: this.props.onStackEvent });
        this.dependencies.set(dependency.stackName, stack);
        const { failure } = await stack.deploy(dependency, this.parameters);
        if (failure) {
          throw new Error(`stack '${dependency.stackName}', which '${assembly.stackName}' needs, could not be deployed: ${failure.logicalId}: ${failure.reason}`);
        }
      }
    }
  }

  private async serving(): Promise<Pick<RehearsedDeployment, 'serving' | 'servingVersions'>> {
    const entries = await Promise.all([...this.receiving].map(async (name) => {
      const { EndpointConfigName } = await this.cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
      return [name, EndpointConfigName!] as const;
    }));
    const versions = entries.map(([, endpointConfigName]) => this.observer.inWords(endpointConfigName));
    return { serving: Object.fromEntries(entries), servingVersions: [...new Set(versions)] };
  }
}

function outcomeOf({ failure }: DeploymentOutcome, observer: Observer): Outcome {
  if (!failure) {
    return 'inService';
  }
  return observer.rolledBack() ? 'rolledBack' : 'failed';
}

function requireEndpoint(assembly: AssemblyStack): void {
  requireEndpoints(assembly, isRehearsable(assembly) ? 1 : 0);
}

function requireEndpoints({ stackName }: AssemblyStack, count: number): void {
  if (count === 0) {
    throw new Error(`stack '${stackName}' has no guarded endpoint to rehearse; declare one with GuardedEndpoint, `
      + 'or an AWS::SageMaker::Endpoint with a DeploymentConfig');
  }
}

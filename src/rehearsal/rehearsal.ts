import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import type { AssemblyStack } from './assembly';
import { LocalCloud } from './local-cloud';
import { measure } from './measure';
import type { DeploymentReport, RolloutReport, Threshold } from './report/rollout-report';
import { Stack, type DeploymentOutcome, type StackEvent, type StackProps } from './stack';
import { decodeRequest, RESOURCE_TYPE, type RolloutRequest } from '../rollout/request';
import type { TimelineEntry } from '../simulator/journal';

export interface RehearsalProps {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly seed: number;
  /** What comes in at the endpoint, from its first deployment on. */
  readonly requestsPerSecond: number;
  readonly rewrite?: StackProps['rewrite'];
  /** Told as it happens. */
  readonly onEntry?: (entry: TimelineEntry) => void;
  readonly onStackEvent?: (event: StackEvent) => void;
  readonly onLog?: (functionName: string, line: string) => void;
}

/** One deployment of a rehearsal, and what it cost. */
export interface RehearsedDeployment extends DeploymentOutcome {
  readonly label: string;
  readonly from: Date;
  readonly to: Date;
  /** Requests to the endpoint in this time, and how many of them were answered with a 5XX status. */
  readonly requests: number;
  readonly failedRequests: number;
  /** The config that the endpoint serves afterwards. */
  readonly endpointConfigName?: string;
}

/** Versions of one stack, deployed one after the other to a simulated account while requests come in. */
export class Rehearsal {
  static async start(props: RehearsalProps): Promise<Rehearsal> {
    const cloud = await LocalCloud.start({ ...props, onTime: () => rehearsal.tell() });
    const rehearsal: Rehearsal = new Rehearsal(props, cloud);
    return rehearsal;
  }

  readonly start: Date;
  private readonly stack: Stack;
  private readonly deployments: RehearsedDeployment[] = [];
  /** What people call the version that a config belongs to. */
  private readonly labels = new Map<string, string>();
  private deploying = '';
  private request?: RolloutRequest;
  private told = 0;

  private constructor(private readonly props: RehearsalProps, readonly cloud: LocalCloud) {
    this.start = cloud.now();
    this.stack = new Stack(cloud, {
      stackName: props.stackName,
      onEvent: props.onStackEvent,
      rewrite: (type, properties) => this.noticed(type, properties),
    });
  }

  /** Deploys a version of the stack; the label is what people call it. */
  async deploy(label: string, assembly: AssemblyStack): Promise<RehearsedDeployment> {
    requireGuardedEndpoint(assembly);
    this.deploying = label;
    const from = this.cloud.now();
    const before = this.totals();
    const outcome = await this.stack.deploy(assembly);
    this.tell();
    const after = this.totals();
    const endpointName = this.stack.resourcesOf(RESOURCE_TYPE)[0]?.physicalId;
    if (endpointName !== undefined) {
      this.cloud.simulator.world.setTraffic(endpointName, this.props.requestsPerSecond);
    }
    const deployment = {
      ...outcome,
      label,
      from,
      to: this.cloud.now(),
      requests: after.requests - before.requests,
      failedRequests: after.failed - before.failed,
      endpointConfigName: endpointName === undefined ? undefined : await this.servedConfig(endpointName),
    };
    this.deployments.push(deployment);
    return deployment;
  }

  /** Lets time pass in which nothing is deployed. */
  pass(seconds: number): void {
    this.cloud.advance(seconds);
  }

  /** A text with what people call each version in place of the name of its config. */
  inWords(text: string): string {
    return [...this.labels].reduce((words, [endpointConfigName, label]) => words.replaceAll(endpointConfigName, label), text);
  }

  timeline(): readonly TimelineEntry[] {
    return (this.request && this.cloud.simulator.world.journal.timeline(this.request.endpointName)) ?? [];
  }

  async report(words: Pick<RolloutReport, 'title' | 'summary' | 'reproduce'>): Promise<RolloutReport> {
    const { endpointName } = this.request!;
    const to = this.cloud.now();
    const { ProductionVariants = [] } = await this.cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
    // A guarded update keeps the variants' names, so that those of today are those of every fleet.
    const variantNames = ProductionVariants.map(({ VariantName }) => VariantName!);
    const fleets = await Promise.all([...this.labels].flatMap(([endpointConfigName, version]) => variantNames.map(async (variantName) => ({
      endpointConfigName,
      label: variantNames.length === 1 ? version : `${version}, ${variantName}`,
      metrics: await measure(this.cloud.cloudwatch, { endpointName, variantName, endpointConfigName }, this.start, to),
    }))));
    return {
      ...words,
      endpointName,
      from: this.start,
      to,
      deployments: this.deployments.map(({ failure, ...deployment }): DeploymentReport => ({
        ...deployment,
        reason: failure && this.inWords(failure.reason),
      })),
      fleets,
      thresholds: await this.thresholds(),
      timeline: this.timeline().map((entry) => ({ ...entry, message: this.inWords(entry.message) })),
    };
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }

  private noticed(type: string, properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const rewritten = this.props.rewrite?.(type, properties) ?? properties;
    if (type === RESOURCE_TYPE) {
      this.request = decodeRequest(rewritten);
      const { endpointConfigName } = this.request;
      this.labels.set(endpointConfigName, this.labels.get(endpointConfigName) ?? this.deploying);
    }
    return rewritten;
  }

  private tell(): void {
    const timeline = this.timeline();
    timeline.slice(this.told).forEach((entry) => this.props.onEntry?.(entry));
    this.told = timeline.length;
  }

  private totals(): { readonly requests: number; readonly failed: number } {
    const fleets = this.timeline().length === 0 ? [] : Object.values(this.cloud.simulator.world.requestTotals(this.request!.endpointName));
    return {
      requests: fleets.reduce((sum, fleet) => sum + fleet.requests, 0),
      failed: fleets.reduce((sum, fleet) => sum + fleet.serverErrors, 0),
    };
  }

  private async servedConfig(endpointName: string): Promise<string | undefined> {
    return (await this.cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }))).EndpointConfigName;
  }

  private async thresholds(): Promise<Threshold[]> {
    const names = this.request!.deploymentConfig.AutoRollbackConfiguration?.Alarms.map(({ AlarmName }) => AlarmName) ?? [];
    const { MetricAlarms = [] } = names.length === 0 ? {} : await this.cloud.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: names }));
    return MetricAlarms.flatMap(thresholdOf);
  }
}

/** Where an alarm's threshold belongs in the report, if it is on one of the report's metrics. */
function thresholdOf({ AlarmName, MetricName, Statistic, ExtendedStatistic, Threshold: value }: MetricAlarm): Threshold[] {
  if (AlarmName === undefined || value === undefined) {
    return [];
  }
  if (MetricName === 'Invocation5XXErrors' && Statistic === 'Average') {
    return [{ alarmName: AlarmName, chart: 'serverErrorPercent', value: value * 100 }];
  }
  if (MetricName === 'ModelLatency' && ExtendedStatistic === 'p99') {
    return [{ alarmName: AlarmName, chart: 'latencyMilliseconds', value: value / 1000 }];
  }
  return [];
}

function requireGuardedEndpoint({ stackName, template }: AssemblyStack): void {
  if (!Object.values(template.Resources ?? {}).some(({ Type }) => Type === RESOURCE_TYPE)) {
    throw new Error(`stack '${stackName}' has no guarded endpoint to rehearse (no resource of type ${RESOURCE_TYPE}); declare one with GuardedEndpoint`);
  }
}

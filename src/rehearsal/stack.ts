import type { AssemblyStack } from './assembly';
import type { DeploymentOutcome } from './deployment-outcome';
import type { LocalCloud } from './local-cloud';
import { generatedName } from './names';
import { parameterValues } from './parameters';
import type { Resource } from './resource-provider';
import { StackChange } from './stack-change';

/** One line of the stack's events, as the CloudFormation console shows them. */
export interface StackEvent {
  readonly time: Date;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

type Deployable = Pick<AssemblyStack, 'template' | 'assetDirectory'>;

export interface StackProps {
  readonly stackName: string;
  readonly onEvent?: (event: StackEvent) => void;
  /** Changes a resource's resolved properties before they are used: to ask what would have been. */
  readonly rewrite?: (type: string, properties: Readonly<Record<string, unknown>>, logicalId: string) => Readonly<Record<string, unknown>>;
  /** Told of each resource as soon as it has been made. */
  readonly onCreated?: (resource: Resource) => void;
}

/**
 * A stack, deployed the way CloudFormation does it.
 *
 * In the order of their dependencies resources are created, updated or replaced; what was replaced, or is gone from the
 * template, is deleted only after everything else has succeeded; a failure takes everything back, the failed resource included.
 * Chosen: one resource after the other, where CloudFormation works on independent ones side by side; and its own work
 * takes no virtual time, only custom resources do.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export class Stack {
  readonly stackName: string;
  readonly stackId: string;
  private readonly children = new Map<string, Stack>();
  private resources: ReadonlyMap<string, Resource> = new Map();
  private outputValues: Readonly<Record<string, unknown>> = {};
  private names = 0;
  /** What has been applied and may be taken back. */
  private applied?: {
    readonly change: StackChange;
    readonly verb: 'CREATE' | 'UPDATE';
    readonly outputsBefore: Readonly<Record<string, unknown>>;
  };

  constructor(private readonly cloud: LocalCloud, private readonly props: StackProps) {
    this.stackName = props.stackName;
    this.stackId = cloud.arn('cloudformation', `stack/${props.stackName}/00000000-0000-4000-a000-000000000000`);
  }

  /** Creates the stack, or updates it. */
  async deploy(assembly: Deployable, parameters: Readonly<Record<string, unknown>> = {}): Promise<DeploymentOutcome> {
    const outcome = await this.apply(assembly, parameters);
    await this.commit();
    return outcome;
  }

  /** Creates the stack or updates it, or takes that back if it fails; what was replaced or removed is there until `commit`. */
  async apply(assembly: Deployable, parameters: Readonly<Record<string, unknown>> = {}): Promise<DeploymentOutcome> {
    const values = parameterValues(assembly.template, parameters, this.cloud.ssm);
    const verb = this.resources.size === 0 ? 'CREATE' : 'UPDATE';
    this.stackEvent(`${verb}_IN_PROGRESS`);
    const change = this.changeTo(assembly, values);
    const failure = await change.apply();
    if (!failure) {
      this.applied = { change, verb, outputsBefore: this.outputValues };
      this.outputValues = change.outputs();
      this.resources = change.made();
      return { status: `${verb}_COMPLETE` };
    }
    const prefix = verb === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
    this.stackEvent(`${prefix}_IN_PROGRESS`, `The following resource(s) failed: [${failure.logicalId}].`);
    return { status: `${prefix}_${await this.takeBack(change, prefix) ? 'COMPLETE' : 'FAILED'}`, failure };
  }

  /** Deletes what the last deployment has replaced or removed. */
  async commit(): Promise<void> {
    const { change, verb } = this.applied ?? {};
    this.applied = undefined;
    if (change) {
      await change.cleanUp();
      this.stackEvent(`${verb}_COMPLETE`);
    }
  }

  /** Takes back what was applied last and has not been committed; if it failed, it has been already. */
  async rollBack(): Promise<void> {
    const { change, outputsBefore } = this.applied ?? {};
    this.applied = undefined;
    if (change) {
      this.stackEvent('UPDATE_ROLLBACK_IN_PROGRESS');
      this.outputValues = outputsBefore!;
      if (!await this.takeBack(change, 'UPDATE_ROLLBACK')) {
        throw new Error(`stack '${this.stackName}' could not be taken back`);
      }
    }
  }

  /** Deletes the stack. */
  async delete(): Promise<void> {
    await this.deploy({ template: { Resources: {} }, assetDirectory: () => undefined });
  }

  outputs(): Readonly<Record<string, unknown>> {
    return this.outputValues;
  }

  /** The resource of this logical id, if it is there. */
  resource(logicalId: string): Resource | undefined {
    return this.resources.get(logicalId);
  }

  /** All resources that are there, those of nested stacks included. */
  all(): Resource[] {
    return [...this.resources.values(), ...[...this.children.values()].flatMap((child) => child.all())];
  }

  private async takeBack(change: StackChange, prefix: 'ROLLBACK' | 'UPDATE_ROLLBACK'): Promise<boolean> {
    const { resources, complete } = await change.rollBack();
    this.resources = resources;
    this.stackEvent(`${prefix}_${complete ? 'COMPLETE' : 'FAILED'}`);
    return complete;
  }

  private changeTo(assembly: Deployable, parameters: Readonly<Record<string, unknown>>): StackChange {
    return new StackChange({
      cloud: this.cloud,
      stack: this,
      before: this.resources,
      assembly,
      parameters,
      rewrite: this.props.rewrite ?? ((_type, properties) => properties),
      onCreated: this.props.onCreated ?? (() => undefined),
      name: (logicalId, maximumLength) => generatedName(`${this.stackName}-${logicalId}`, this.names++, maximumLength),
      nested: (logicalId, stackId) => this.child(logicalId, stackId),
      onEvent: (logicalId, type, status, reason) => this.event(logicalId, type, status, reason),
    });
  }

  private child(logicalId: string, stackId?: string): Stack {
    const known = stackId === undefined ? undefined : this.children.get(stackId);
    const child = known ?? new Stack(this.cloud, { ...this.props, stackName: generatedName(`${this.stackName}-${logicalId}`, this.names++, 128) });
    this.children.set(child.stackId, child);
    return child;
  }

  private stackEvent(status: string, reason?: string): void {
    const updatedAt = status === 'UPDATE_IN_PROGRESS' ? this.cloud.now() : this.cloud.stacks.get(this.stackId)?.updatedAt;
    this.cloud.stacks.set(this.stackId, { stackName: this.stackName, status, updatedAt });
    this.event(this.stackName, 'AWS::CloudFormation::Stack', status, reason);
  }

  private event(logicalId: string, type: string, status: string, reason?: string): void {
    this.props.onEvent?.({ time: this.cloud.now(), logicalId, type, status, reason });
  }
}

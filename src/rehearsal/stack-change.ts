import type { AssemblyStack } from './assembly';
import { changeOf } from './change';
import type { LocalCloud } from './local-cloud';
import { IMPORT_PREFIX } from './parameters';
import { condition, resolve, type Scope } from './resolve';
import { ResourceError, type DeleteRequest, type NestedStack, type Resource, type ResourceRequest, type ResourceState } from './resource-provider';
import { providerOf } from './resources';
import { dependencyOrder, type TemplateResource } from './template';

type Properties = Readonly<Record<string, unknown>>;

export interface StackChangeProps {
  readonly cloud: LocalCloud;
  readonly stack: { readonly stackName: string; readonly stackId: string };
  readonly before: ReadonlyMap<string, Resource>;
  readonly assembly: Pick<AssemblyStack, 'template' | 'assetDirectory'>;
  readonly parameters: Properties;
  readonly rewrite: (type: string, properties: Properties, logicalId: string) => Properties;
  readonly onCreated: (resource: Resource) => void;
  /** A name that no resource had before. */
  readonly name: (logicalId: string, maximumLength: number) => string;
  readonly nested: (logicalId: string, stackId?: string) => NestedStack;
  readonly onEvent: (logicalId: string, type: string, status: string, reason?: string) => void;
}

/** What was done, or at least begun, to one resource. */
interface Step {
  readonly kind: 'create' | 'update' | 'replace';
  readonly logicalId: string;
  readonly before?: Resource;
  /** As asked for; the physical id is not known before the resource has been made. */
  readonly wanted: Wanted;
  after?: Resource;
}

type Wanted = Pick<Resource, 'logicalId' | 'type' | 'properties' | 'keepWhenRemoved' | 'keepWhenReplaced' | 'keepWhenTakenBack'>;

/** One deployment of a template: forward, and then either clean-up or back. */
export class StackChange {
  private readonly after = new Map<string, Resource>();
  private readonly steps: Step[] = [];

  constructor(private readonly props: StackChangeProps) {}

  /** Creates, updates and replaces, up to the first failure. */
  async apply(): Promise<{ readonly logicalId: string; readonly reason: string } | undefined> {
    const { template } = this.props.assembly;
    for (const logicalId of dependencyOrder(template)) {
      const declared = template.Resources![logicalId];
      try {
        if (declared.Condition === undefined || condition(declared.Condition, this.scope())) {
          await this.applyOne(logicalId, declared);
        }
      } catch (error) {
        const reason = (error as Error).message;
        this.props.onEvent(logicalId, declared.Type, `${this.verbOf(logicalId)}_FAILED`, reason);
        return { logicalId, reason };
      }
    }
    return undefined;
  }

  /** The template's outputs, once everything is there. */
  outputs(): Record<string, unknown> {
    const { Outputs = {} } = this.props.assembly.template;
    const there = Object.entries(Outputs).filter(([, output]) => output.Condition === undefined || condition(output.Condition, this.scope()));
    return Object.fromEntries(there.map(([name, { Value, Export }]) => {
      const value = resolve(Value, this.scope());
      if (Export) {
        this.props.cloud.exports.set(String(resolve(Export.Name, this.scope())), value);
      }
      return [name, value];
    }));
  }

  /** The resources that are there, but for what is still to be cleaned up. */
  made(): ReadonlyMap<string, Resource> {
    return this.after;
  }

  /** Deletes what the new template has replaced or no longer has. */
  async cleanUp(): Promise<void> {
    for (const resource of this.after.values()) {
      await providerOf(resource.type).commit?.(this.requestOf(resource));
    }
    const replaced = this.steps.filter(({ before, after }) => before && after && before.physicalId !== after.physicalId).map(({ before }) => before!);
    const removed = [...this.props.before.values()].filter(({ logicalId }) => !this.after.has(logicalId));
    const order = [...this.props.before.keys()];
    const gone = [...replaced.filter((resource) => !resource.keepWhenReplaced), ...removed.filter((resource) => !resource.keepWhenRemoved)];
    await this.deleteAll(gone.sort((left, right) => order.indexOf(right.logicalId) - order.indexOf(left.logicalId)));
  }

  /** Takes back every step, the failed one included, and then deletes what was made on the way. */
  async rollBack(): Promise<{ readonly resources: ReadonlyMap<string, Resource>; readonly complete: boolean }> {
    const back = new Map(this.props.before);
    const made: Resource[] = this.steps.filter(({ kind, after }) => kind !== 'update' && after).map(({ after }) => after!);
    for (const step of this.steps.filter(({ kind }) => kind === 'update')) {
      const before = step.before!;
      try {
        const { physicalId, attributes } = await this.takeBack(step, before);
        back.set(step.logicalId, { ...before, physicalId, attributes });
        made.push(...[before, step.after].flatMap((resource) => resource && resource.physicalId !== physicalId ? [resource] : []));
      } catch (error) {
        this.props.onEvent(step.logicalId, before.type, 'UPDATE_FAILED', (error as Error).message);
        return { resources: back, complete: false };
      }
    }
    await this.deleteAll(made.reverse().filter(({ keepWhenTakenBack }) => !keepWhenTakenBack));
    return { resources: back, complete: true };
  }

  private async takeBack(step: Step, before: Resource): Promise<ResourceState> {
    const { takeBack } = providerOf(before.type);
    return takeBack ? takeBack(this.requestOf(before)) : this.update(before, step.after ?? before, step.wanted.properties);
  }

  private async applyOne(logicalId: string, declared: TemplateResource): Promise<void> {
    const wanted: Wanted = {
      logicalId,
      type: declared.Type,
      properties: this.props.rewrite(declared.Type, resolve(declared.Properties ?? {}, this.scope()) as Properties, logicalId),
      keepWhenRemoved: keeps(resolve(declared.DeletionPolicy, this.scope())),
      keepWhenReplaced: keeps(resolve(declared.UpdateReplacePolicy, this.scope())),
      keepWhenTakenBack: resolve(declared.DeletionPolicy, this.scope()) === 'Retain',
    };
    const before = this.props.before.get(logicalId);
    const change = this.changeTo(wanted, before);
    if (change === 'none') {
      this.after.set(logicalId, { ...before!, ...wanted });
      return;
    }
    const step: Step = { kind: change, logicalId, before, wanted };
    this.steps.push(step);
    this.props.onEvent(logicalId, wanted.type, `${this.verbOf(logicalId)}_IN_PROGRESS`, change === 'replace' ? 'Requested update requires the creation of a new physical resource' : undefined);
    step.after = change === 'update' ? await this.update(wanted, before!, before!.properties) : await this.create(wanted, step);
    this.after.set(logicalId, step.after);
    this.props.onEvent(logicalId, wanted.type, `${this.verbOf(logicalId)}_COMPLETE`);
  }

  private changeTo(wanted: Wanted, before: Resource | undefined): Step['kind'] | 'none' {
    if (!before) {
      return 'create';
    }
    // Whether a nested stack changes is for its own template to say.
    if (wanted.type === 'AWS::CloudFormation::Stack' && before.type === wanted.type) {
      return 'update';
    }
    const change = before.type === wanted.type ? changeOf(wanted.type, before.properties, wanted.properties) : 'replace';
    return change === 'update' && !providerOf(wanted.type).update ? 'replace' : change;
  }

  private async create(wanted: Wanted, step: Step): Promise<Resource> {
    try {
      const created = { ...wanted, ...(await providerOf(wanted.type).create(this.request(wanted))) };
      this.props.onCreated(created);
      return created;
    } catch (error) {
      // What failed but is there, a custom resource that gave a physical id say, is deleted again.
      if (error instanceof ResourceError && error.state !== undefined) {
        step.after = { ...wanted, ...error.state };
      }
      throw error;
    }
  }

  private async update(wanted: Wanted, { physicalId, attributes }: ResourceState, oldProperties: Properties): Promise<Resource> {
    return { ...wanted, ...(await providerOf(wanted.type).update!({ ...this.request(wanted), physicalId, attributes, oldProperties })) };
  }

  private async deleteAll(resources: readonly Resource[]): Promise<void> {
    for (const resource of resources) {
      this.props.onEvent(resource.logicalId, resource.type, 'DELETE_IN_PROGRESS');
      try {
        await providerOf(resource.type).delete(this.requestOf(resource));
        this.props.onEvent(resource.logicalId, resource.type, 'DELETE_COMPLETE');
      } catch (error) {
        // What cannot be cleaned up is left behind, and said so; the deployment's outcome stands.
        this.props.onEvent(resource.logicalId, resource.type, 'DELETE_FAILED', (error as Error).message);
      }
    }
  }

  private request({ logicalId, type, properties }: Wanted): ResourceRequest {
    const { cloud, stack, name, assembly } = this.props;
    return {
      cloud,
      stack,
      type,
      logicalId,
      properties,
      generatedName: (maximumLength) => name(logicalId, maximumLength),
      assetDirectory: (objectKey) => assembly.assetDirectory(objectKey),
      nested: (stackId) => this.props.nested(logicalId, stackId),
    };
  }

  private requestOf(resource: Resource): DeleteRequest {
    return { ...this.request(resource), physicalId: resource.physicalId, attributes: resource.attributes };
  }

  private verbOf(logicalId: string): 'CREATE' | 'UPDATE' {
    return this.props.before.has(logicalId) ? 'UPDATE' : 'CREATE';
  }

  private scope(): Scope {
    const { cloud, stack, assembly, parameters } = this.props;
    const made = (logicalId: string): Resource => {
      const resource = this.after.get(logicalId);
      if (!resource) {
        throw new Error(`the template refers to '${logicalId}', which is not a resource or parameter of it`);
      }
      return resource;
    };
    return {
      template: assembly.template,
      parameters,
      pseudoParameters: {
        'AWS::AccountId': cloud.accountId,
        'AWS::Region': cloud.region,
        'AWS::Partition': 'aws',
        'AWS::URLSuffix': 'amazonaws.com',
        'AWS::StackName': stack.stackName,
        'AWS::StackId': stack.stackId,
        'AWS::NotificationARNs': [],
      },
      importValue: (name) => {
        if (!cloud.exports.has(name)) {
          throw new Error(`no stack here exports '${name}', there are ${[...cloud.exports.keys()].join(', ') || 'none'}; `
            + `say what another one exports: --parameters ${IMPORT_PREFIX}${name}=...`);
        }
        return cloud.exports.get(name);
      },
      ref: (logicalId) => made(logicalId).physicalId,
      attribute: (logicalId, attribute) => {
        const { attributes, type } = made(logicalId);
        if (!(attribute in attributes)) {
          throw new Error(`${type} '${logicalId}' has no attribute '${attribute}', there are ${Object.keys(attributes).join(', ') || 'none'}`);
        }
        return attributes[attribute];
      },
      dynamicReference: (reference) => cloud.dynamicReference(reference),
    };
  }
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
function keeps(policy: unknown): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

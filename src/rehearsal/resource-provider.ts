import type { AssemblyStack } from './assembly';
import type { DeploymentOutcome } from './deployment-outcome';
import type { LocalCloud } from './local-cloud';

type Properties = Readonly<Record<string, unknown>>;

/** What CloudFormation asks of the part that manages a resource type. */
export interface ResourceProvider {
  create(request: ResourceRequest): Promise<ResourceState>;
  /** Absent where every change of the type replaces the resource. */
  update?(request: UpdateRequest): Promise<ResourceState>;
  delete(request: DeleteRequest): Promise<void>;
  /** Ends an update for good, once the whole deployment has succeeded. Absent where nothing is left to do then. */
  commit?(request: DeleteRequest): Promise<void>;
  /** Takes an update back. Absent where that is an update to what was before. */
  takeBack?(request: DeleteRequest): Promise<ResourceState>;
}

export interface ResourceRequest {
  readonly cloud: LocalCloud;
  readonly stack: { readonly stackName: string; readonly stackId: string };
  readonly type: string;
  readonly logicalId: string;
  /** Resolved. */
  readonly properties: Properties;
  /** A name for a resource that was not given one, as CloudFormation generates them; a new one for each new resource. */
  generatedName(maximumLength: number): string;
  /** Where the asset with this object key was staged. */
  assetDirectory(objectKey: string): string | undefined;
  /** A nested stack: the one of this id, or a new one. */
  nested(stackId?: string): NestedStack;
}

/** A stack within a stack. */
export interface NestedStack {
  readonly stackId: string;
  /** What it replaces is kept until `commit`, so that it can be taken back. */
  apply(assembly: Pick<AssemblyStack, 'template' | 'assetDirectory'>, parameters?: Properties): Promise<DeploymentOutcome>;
  commit(): Promise<void>;
  rollBack(): Promise<void>;
  delete(): Promise<void>;
  outputs(): Properties;
}

export interface UpdateRequest extends ResourceRequest, ResourceState {
  readonly oldProperties: Properties;
}

export interface DeleteRequest extends ResourceRequest, ResourceState {}

export interface ResourceState {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Why there is nothing behind it, where its type would be simulated. */
  readonly standIn?: string;
}

/** A resource that is there. */
export interface Resource extends ResourceState {
  readonly logicalId: string;
  readonly type: string;
  /** Resolved. */
  readonly properties: Properties;
  readonly keepWhenRemoved: boolean;
  readonly keepWhenReplaced: boolean;
  /** Also where the deployment that made it is taken back. */
  readonly keepWhenTakenBack: boolean;
}

/** A resource could not be made or changed; it may be there all the same, to be deleted again. */
export class ResourceError extends Error {
  constructor(message: string, readonly state?: ResourceState) {
    super(message);
  }
}

import type { CreateModelPackageInput, ModelApprovalStatus } from '@aws-sdk/client-sagemaker';

/** A version of a model, as it was registered. */
export interface ModelPackage {
  /** What it is listed and sorted by. */
  readonly name: string;
  readonly arn: string;
  readonly group: ModelPackageGroup;
  readonly version: number;
  readonly creationTime: Date;
  readonly input: CreateModelPackageInput;
  approvalStatus: ModelApprovalStatus;
  approvalDescription?: string;
  lastModifiedTime: Date;
}

export interface ModelPackageGroup {
  readonly name: string;
  readonly arn: string;
  readonly packages: ModelPackage[];
}

/** The account's model registry: groups of versions, which people approve. */
export class ModelRegistry {
  readonly groups = new Map<string, ModelPackageGroup>();

  /** The group of this name or ARN. Chosen: the name decides, of ARNs of other accounts too, since there is one account here. */
  group(nameOrArn: string): ModelPackageGroup | undefined {
    const wanted = nameOrArn.split('/').pop()!.toLowerCase();
    return [...this.groups.values()].find(({ name }) => name.toLowerCase() === wanted);
  }

  package(arn: string): ModelPackage | undefined {
    return this.all().find((candidate) => candidate.arn === arn);
  }

  all(): ModelPackage[] {
    return [...this.groups.values()].flatMap(({ packages }) => packages);
  }

  /** Whether a version is one of a group that this registry does not have: of another account's, say. */
  isForeign(packageArn: string): boolean {
    return ![...this.groups.values()].some(({ arn }) => packageArn.startsWith(`${arn.replace(':model-package-group/', ':model-package/')}/`));
  }
}

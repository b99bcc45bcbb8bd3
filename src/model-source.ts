import { Token, type aws_iam as iam, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { ContainerImage } from './container-image';
import type { ModelData } from './model-data';
import { checkName } from './private/endpoint-name';
import { Faults } from './private/faults';
import { latestApprovedArn } from './private/latest-approved';
import type { ModelScope } from './private/readable';
import { LIMITS } from './rollout/limits';

/** One container of a model. */
export interface ModelContainer {
  /** The image that answers requests. */
  readonly image: ContainerImage;

  /**
   * The artifacts, which SageMaker provides in `/opt/ml/model` in the container.
   *
   * @default - none, for an image that contains its model
   */
  readonly modelData?: ModelData;

  /**
   * Environment variables of the container. Whoever may describe the model can read them, so do not put secrets here.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * The container's name, which requests can address (`TargetContainerHostname`) and which appears in metrics and logs: up to 63 letters, digits
   * and hyphens. Either all containers of a model have one, or none.
   *
   * @default - the service's own
   */
  readonly hostname?: string;
}

/** Options for a version in the model registry. */
export interface ModelPackageOptions {
  /**
   * Environment variables of the container, in addition to those of the version. Whoever may describe the model can read them, so do not put
   * secrets here.
   *
   * @default - those of the version
   */
  readonly environment?: { [name: string]: string };

  /**
   * Which of the version's inference specifications is deployed, for versions that have several.
   *
   * @default - the one that has no name
   */
  readonly inferenceSpecificationName?: string;
}

/** Options for the latest approved version in the model registry. */
export interface LatestApprovedOptions extends ModelPackageOptions {
  /**
   * A text that differs from deployment to deployment: the registry is asked again when it has changed.
   *
   * CloudFormation acts only on what has changed in a template, and an approval changes nothing there. Use the build number, the id of the
   * pipeline's execution, or the time of synthesis; or a `CfnParameter` whose value each deployment sets.
   */
  readonly revision: string;
}

/**
 * Where a model comes from.
 *
 * @example
 * ModelSource.fromContainer({ image: ContainerImage.fromAsset('serving') });
 * ModelSource.fromModelPackageArn('arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7');
 * ModelSource.fromLatestApproved('churn', { revision: buildNumber });
 */
export abstract class ModelSource {
  /** One container that answers each request. */
  public static fromContainer(container: ModelContainer): ModelSource {
    return new BoundSource((scope) => {
      const { definition, statements } = containerOf(scope, '', container);
      return { containers: { primaryContainer: definition }, statements };
    });
  }

  /**
   * A serial inference pipeline: several containers, each of which receives the response of the one before it.
   *
   * @param containers from 1 to 15, in the order in which they are invoked
   */
  public static fromPipeline(containers: ModelContainer[]): ModelSource {
    return severalContainers('fromPipeline', containers);
  }

  /**
   * Several containers, each of which is invoked directly by its `hostname` (`TargetContainerHostname`).
   *
   * @param containers from 1 to 15, each with a hostname
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html
   */
  public static fromDirectContainers(containers: ModelContainer[]): ModelSource {
    return severalContainers('fromDirectContainers', containers, 'Direct');
  }

  /**
   * A version of a model in the model registry. It has to be approved before it can be deployed.
   *
   * The image and data of the package are unknown at synthesis, so the model's role gets no permission to read them: grant it.
   */
  public static fromModelPackageArn(modelPackageArn: string, options: ModelPackageOptions = {}): ModelSource {
    if (!Token.isUnresolved(modelPackageArn) && !/^arn:[^:]+:sagemaker:[^:]+:[^:]*:model-package\/.+$/.test(modelPackageArn)) {
      throw new Error(`ModelSource.fromModelPackageArn: '${modelPackageArn}' is not the ARN of a model package; `
        + "it looks like 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7'");
    }
    return new BoundSource(() => packaged(modelPackageArn, options));
  }

  /**
   * The latest version of a model package group that is approved when the stack is deployed.
   *
   * The stack's updater asks the registry while it deploys, whenever `revision` has changed. If a deployment is rolled back, the stack
   * returns to the version that it had, whatever has been approved since. Fails the deployment if no version is approved. A version that was rolled
   * back is still approved, and is deployed again unless it is rejected.
   *
   * The image and data of the package are unknown at synthesis, so the model's role gets no permission to read them: grant it.
   *
   * @param modelPackageGroup the group's name, or its ARN if it belongs to another account
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html
   */
  public static fromLatestApproved(modelPackageGroup: string, options: LatestApprovedOptions): ModelSource {
    const { revision } = options;
    if (!Token.isUnresolved(modelPackageGroup) && !GROUP.test(modelPackageGroup)) {
      throw new Error(`ModelSource.fromLatestApproved: '${modelPackageGroup}' is neither the name nor the ARN of a model package group; it looks like 'churn' or `
        + "'arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/churn'");
    }
    if (typeof revision !== 'string' || revision === '') {
      throw new Error(`ModelSource.fromLatestApproved: revision is ${revision === '' ? 'empty' : String(revision)}, so that an approval would never be seen again; `
        + 'use what differs from one deployment to the next, such as the number of the build');
    }
    return new BoundSource((scope) => packaged(latestApprovedArn(scope, modelPackageGroup, revision), options));
  }

  /**
   * The containers as CloudFormation has them, and what it takes to read what they are made of.
   *
   * @internal
   */
  public abstract _bind(scope: ModelScope): BoundModel;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModelPackages.html */
const GROUP = /^(arn:[^:]+:sagemaker:[^:]+:[^:]+:model-package-group\/)?[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

interface BoundModel {
  readonly containers: Pick<sagemaker.CfnModelProps, 'primaryContainer' | 'containers' | 'inferenceExecutionConfig'>;
  readonly statements: iam.PolicyStatement[];
}

class BoundSource extends ModelSource {
  constructor(private readonly bind: (scope: ModelScope) => BoundModel) {
    super();
  }

  /** @internal */
  public _bind(scope: ModelScope): BoundModel {
    return this.bind(scope);
  }
}

function packaged(modelPackageName: string, { environment, inferenceSpecificationName }: ModelPackageOptions): BoundModel {
  return { containers: { primaryContainer: { modelPackageName, environment, inferenceSpecificationName } }, statements: [] };
}

function severalContainers(factory: string, containers: readonly ModelContainer[], mode?: string): ModelSource {
  const faults = new Faults(`ModelSource.${factory}`);
  faults.within('the number of containers', containers.length, LIMITS.containers, 'give at least one, and join or leave out those beyond');
  checkHostnames(faults, containers, mode !== undefined);
  faults.throwIfAny();
  return new BoundSource((scope) => {
    const bound = containers.map((container, index) => containerOf(scope, String(index + 1), container));
    return {
      containers: { containers: bound.map(({ definition }) => definition), ...(mode && { inferenceExecutionConfig: { mode } }) },
      statements: bound.flatMap(({ statements }) => statements),
    };
  });
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html */
function checkHostnames(faults: Faults, containers: readonly ModelContainer[], needed: boolean): void {
  const names = containers.flatMap(({ hostname }) => hostname ?? []);
  if (names.length < containers.length && (needed || names.length > 0)) {
    faults.add(`${containers.length - names.length} of ${containers.length} containers have no hostname, `
      + `${needed ? 'by which requests ask for one' : 'and either all have one or none'}; give each a hostname of its own`);
  }
  names.forEach((hostname) => checkName(faults, 'hostname', hostname));
  for (const repeated of new Set(names.filter((name, index) => !Token.isUnresolved(name) && names.indexOf(name) !== index))) {
    faults.add(`hostname '${repeated}' is that of several containers, each needs one of its own`);
  }
}

function containerOf(scope: ModelScope, number: string, { image, modelData, environment, hostname }: ModelContainer): BoundContainer {
  const from = image._bind(scope, `Image${number}`);
  const data = modelData?._bind(scope, `ModelData${number}`);
  return {
    definition: {
      image: from.uri,
      imageConfig: from.imageConfig,
      ...(data?.source ? { modelDataSource: { s3DataSource: { s3Uri: data.uri, compressionType: 'None', ...data.source } } } : { modelDataUrl: data?.uri }),
      ...data?.many,
      environment,
      containerHostname: hostname,
    },
    statements: [...from.statements, ...(data?.statements ?? [])],
  };
}

interface BoundContainer {
  readonly definition: sagemaker.CfnModel.ContainerDefinitionProperty;
  readonly statements: iam.PolicyStatement[];
}

import { Token, type aws_iam as iam, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ContainerImage } from './container-image';
import type { ModelData } from './model-data';
import { Faults } from './private/faults';
import { LIMITS } from './rollout/limits';

/** One container of a model. */
export interface ModelContainer {
  /** The image that answers requests. */
  readonly image: ContainerImage;

  /**
   * The artifacts that SageMaker unpacks to `/opt/ml/model` in the container.
   *
   * @default - none, for an image that has its model inside
   */
  readonly modelData?: ModelData;

  /**
   * Environment variables of the container. Readable by whoever may describe the model: no place for secrets.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** Where a model comes from. */
export abstract class ModelSource {
  /** One container that answers each request. */
  public static fromContainer(container: ModelContainer): ModelSource {
    return new BoundSource((scope, role) => ({ primaryContainer: containerOf(scope, 'ModelData', container, role) }));
  }

  /**
   * Several containers, each of which gets what the one before it answered.
   *
   * @param containers from 1 to 15, in the order in which they answer
   */
  public static fromPipeline(containers: ModelContainer[]): ModelSource {
    const faults = new Faults('ModelSource.fromPipeline');
    faults.within('the number of containers', containers.length, LIMITS.containers, 'give at least one, and join or leave out those beyond');
    faults.throwIfAny();
    return new BoundSource((scope, role) => ({
      containers: containers.map((container, index) => containerOf(scope, `ModelData${index + 1}`, container, role)),
    }));
  }

  /**
   * A version of a model in the model registry. It has to be approved before it can be deployed.
   *
   * What image and data the package refers to is not known here, so the model's role gets no permission to read them: grant it.
   */
  public static fromModelPackageArn(modelPackageArn: string): ModelSource {
    if (!Token.isUnresolved(modelPackageArn) && !/^arn:[^:]+:sagemaker:[^:]+:[^:]*:model-package\/.+$/.test(modelPackageArn)) {
      throw new Error(`ModelSource.fromModelPackageArn: '${modelPackageArn}' is not the ARN of a model package; `
        + "it looks like 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7'");
    }
    return new BoundSource(() => ({ primaryContainer: { modelPackageName: modelPackageArn } }));
  }

  /**
   * The containers as CloudFormation has them; the role, if there is one to change, gets what they need.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, role?: iam.IRole): ModelContainers;
}

type ModelContainers = Pick<sagemaker.CfnModelProps, 'primaryContainer' | 'containers'>;

class BoundSource extends ModelSource {
  constructor(private readonly bind: (scope: Construct, role?: iam.IRole) => ModelContainers) {
    super();
  }

  /** @internal */
  public _bind(scope: Construct, role?: iam.IRole): ModelContainers {
    return this.bind(scope, role);
  }
}

function containerOf(scope: Construct, dataId: string, container: ModelContainer, role?: iam.IRole): sagemaker.CfnModel.ContainerDefinitionProperty {
  return {
    image: container.image._bind(scope, role),
    modelDataUrl: container.modelData?._bind(scope, dataId, role),
    environment: container.environment,
  };
}

import {
  Arn, ArnFormat, Aws, aws_ecr_assets as ecrAssets, aws_iam as iam, region_info as regionInfo, Stack, Token, type aws_ecr as ecr,
  type aws_lambda as lambda,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CollectingPrincipal } from './private/collecting-principal';
import type { ModelScope, ReadableImage } from './private/readable';

/** The location of an image, in the form that other libraries use. */
export interface OtherContainerImageConfig {
  /** The image's URI. */
  readonly imageName: string;
}

/** Options for an image in a private registry. */
export interface PrivateRegistryOptions {
  /**
   * The function that gives SageMaker the credentials for the registry. The model's role is permitted to call it.
   *
   * @default - none, for a registry that needs no credentials within its network
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html
   */
  readonly credentialsProvider?: lambda.IFunction;
}

/**
 * A container image of another library: `@aws-cdk/aws-sagemaker-alpha`, or `@cdklabs/generative-ai-cdk-constructs` with its list of Deep Learning
 * Containers.
 */
export interface IOtherContainerImage {
  /** Grants the permissions to pull the image, and returns its location. */
  bind(scope: Construct, grantee: iam.IGrantable): OtherContainerImageConfig;
}

/**
 * The image of a model's container.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 * @example
 * ContainerImage.fromDlc('huggingface-pytorch-inference', '2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04');
 * ContainerImage.fromEcrRepository(repository, '1.7-1');
 * ContainerImage.fromAsset('serving');
 */
export abstract class ContainerImage {
  /**
   * An image in an Amazon ECR repository. The model's role is permitted to pull from it.
   *
   * @param tagOrDigest such as `1.7-1` or `sha256:...`. Use a digest, or a tag that is never moved, so that every version is a new model; `latest`
   * by default
   */
  public static fromEcrRepository(repository: ecr.IRepository, tagOrDigest: string = 'latest'): ContainerImage {
    return new BoundImage(() => ({ uri: repository.repositoryUriForTagOrDigest(tagOrDigest), statements: pullFrom(repository.repositoryArn) }));
  }

  /**
   * An image built from a `Dockerfile` on this machine when the app is deployed. Its tag is derived from its content, so a change is a new model.
   *
   * @param directory where the `Dockerfile` is
   */
  public static fromAsset(directory: string, options: ecrAssets.DockerImageAssetOptions = {}): ContainerImage {
    return new BoundImage((scope, id) => {
      const asset = new ecrAssets.DockerImageAsset(scope, id, { directory, ...options });
      return { uri: asset.imageUri, statements: pullFrom(asset.repository.repositoryArn) };
    });
  }

  /**
   * One of the Deep Learning Containers that AWS publishes in each region.
   *
   * @param repositoryName such as `huggingface-pytorch-inference`
   * @param tag such as `2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04`
   * @param accountId the account that publishes it, if it is not the usual one; by default, the account that aws-cdk-lib has on record for
   * the stack's region
   * @see https://github.com/aws/deep-learning-containers/blob/master/available_images.md
   */
  public static fromDlc(repositoryName: string, tag: string, accountId?: string): ContainerImage {
    return new BoundImage((scope) => {
      const stack = Stack.of(scope);
      const account = accountId ?? stack.regionalFact(regionInfo.FactName.DLC_REPOSITORY_ACCOUNT);
      return {
        uri: `${account}.dkr.ecr.${stack.region}.${stack.urlSuffix}/${repositoryName}:${tag}`,
        statements: pullFrom(stack.formatArn({ service: 'ecr', account, resource: 'repository', resourceName: repositoryName })),
      };
    });
  }

  /**
   * An image by its URI, such as one of the images that AWS publishes for each framework.
   *
   * If the URI is that of an ECR repository, the model's role is permitted to pull from it. If it is a token, or belongs to another
   * registry, the role gets no permission, so grant what it needs.
   */
  public static fromUri(uri: string): ContainerImage {
    return new BoundImage(() => {
      const repositoryArn = repositoryArnOf(uri);
      return { uri, statements: repositoryArn === undefined ? [] : pullFrom(repositoryArn) };
    });
  }

  /**
   * An image in a private Docker registry. The model needs a `vpc` from which the registry can be reached.
   *
   * @param uri such as `registry.internal:5000/team/churn:1.7`
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html
   */
  public static fromPrivateRegistry(uri: string, options: PrivateRegistryOptions = {}): ContainerImage {
    const { credentialsProvider } = options;
    return new BoundImage(() => ({
      uri,
      statements: credentialsProvider
        ? [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [credentialsProvider.functionArn] })] : [],
      imageConfig: {
        repositoryAccessMode: 'Vpc',
        ...(credentialsProvider && { repositoryAuthConfig: { repositoryCredentialsProviderArn: credentialsProvider.functionArn } }),
      },
    }));
  }

  /**
   * An image from another library's list, such as `DeepLearningContainerImage` of `@cdklabs/generative-ai-cdk-constructs`.
   *
   * The model's role gets the permissions that the other library asks for.
   */
  public static fromOtherLibrary(image: IOtherContainerImage): ContainerImage {
    return new BoundImage((scope, id) => {
      const grantee = new CollectingPrincipal(scope);
      // In a scope of its own: their ids are fixed, and a model may have several.
      const { imageName } = image.bind(new Construct(scope, id), grantee);
      return { uri: imageName, statements: grantee.statements };
    });
  }

  /**
   * The image's URI, and what it takes to pull it.
   *
   * @internal
   */
  public abstract _bind(scope: ModelScope, id: string): ReadableImage;
}

class BoundImage extends ContainerImage {
  constructor(private readonly bind: (scope: ModelScope, id: string) => ReadableImage) {
    super();
  }

  /** @internal */
  public _bind(scope: ModelScope, id: string): ReadableImage {
    return this.bind(scope, id);
  }
}

function pullFrom(repositoryArn: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: [repositoryArn] }),
    // The one action of these that is not on a repository.
    new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
  ];
}

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/churn:1.2` and its like in other partitions. */
const ECR_URI = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+\/([^:@]+)(?:[:@].+)?$/;

function repositoryArnOf(uri: string): string | undefined {
  const parts = Token.isUnresolved(uri) ? null : ECR_URI.exec(uri);
  if (!parts) {
    return undefined;
  }
  const [, account, region, resourceName] = parts;
  return Arn.format({
    partition: Aws.PARTITION, service: 'ecr', region, account, resource: 'repository', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

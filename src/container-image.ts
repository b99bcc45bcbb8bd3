import { Arn, ArnFormat, Aws, aws_iam as iam, Token, type aws_ecr as ecr } from 'aws-cdk-lib';
import type { Readable } from './private/readable';

/**
 * The image of a model's container.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
export abstract class ContainerImage {
  /**
   * An image in an Amazon ECR repository. The model's role may pull from this repository.
   *
   * @param tagOrDigest such as `1.7-1` or `sha256:...`. A digest, or a tag that is never moved, makes every version a new model; `latest`
   * by default
   */
  public static fromEcrRepository(repository: ecr.IRepository, tagOrDigest: string = 'latest'): ContainerImage {
    return new EcrImage(repository.repositoryUriForTagOrDigest(tagOrDigest), () => repository.repositoryArn);
  }

  /**
   * An image by its URI, such as one of the images that AWS publishes for each framework.
   *
   * Where the URI is that of an ECR repository, the model's role may pull from this repository. Where it is a token or of another
   * registry, the role gets no permission, so grant what it needs.
   */
  public static fromUri(uri: string): ContainerImage {
    return new EcrImage(uri, () => repositoryArnOf(uri));
  }

  /**
   * The image's URI, and what it takes to pull it.
   *
   * @internal
   */
  public abstract _bind(): Readable;
}

class EcrImage extends ContainerImage {
  constructor(private readonly uri: string, private readonly repositoryArn: () => string | undefined) {
    super();
  }

  /** @internal */
  public _bind(): Readable {
    const repositoryArn = this.repositoryArn();
    return { uri: this.uri, statements: repositoryArn === undefined ? [] : pullFrom(repositoryArn) };
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

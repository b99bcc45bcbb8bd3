import { aws_iam as iam, aws_s3_assets as assets, Token, type aws_kms as kms, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ReadableData } from './private/readable';

/** Options for artifacts that are used without unpacking. */
export interface UncompressedDataOptions {
  /**
   * Whether you have read the model's end-user licence agreement, and accept it. Some JumpStart models need this.
   *
   * @default - not stated
   */
  readonly acceptEula?: boolean;

  /**
   * The ARN of the model in a private SageMaker hub, if it is deployed from there.
   *
   * @default - none
   */
  readonly hubContentArn?: string;
}

/** Options for the artifacts of a multi-model endpoint. */
export interface MultiModelOptions {
  /**
   * Whether a model stays in memory for the next request to it. Use `false` for many models that are rarely invoked.
   *
   * @default - decided by the service, which keeps it
   */
  readonly cacheModels?: boolean;
}

/**
 * The artifacts of a trained model in Amazon S3: a `.tar.gz`, or objects as they are.
 *
 * @example
 * ModelData.fromBucket(modelsBucket, 'churn/2026-11-21/model.tar.gz');
 * ModelData.fromPrefix(modelsBucket, 'llm/2026-11-21/');
 */
export abstract class ModelData {
  /**
   * An archive in a bucket. The model's role is permitted to read this one object, and to decrypt it if the app knows the bucket's key.
   *
   * SageMaker reads the object when the endpoint is deployed and whenever it scales out, so a new version needs a new key.
   *
   * @param objectKey such as `churn/2026-11-21/model.tar.gz`
   */
  public static fromBucket(bucket: s3.IBucket, objectKey: string): ModelData {
    checkKey('fromBucket', 'objectKey', objectKey);
    return new Archive(() => ({ bucket, objectKey, encryptionKey: bucket.encryptionKey }));
  }

  /**
   * An archive on this machine, uploaded when the app is deployed. Its key is derived from its content, so a changed file is a new model.
   *
   * @param path a file whose name ends in `.tar.gz`
   */
  public static fromAsset(path: string, options: assets.AssetOptions = {}): ModelData {
    if (!Token.isUnresolved(path) && !path.endsWith('.tar.gz')) {
      throw new Error(`ModelData.fromAsset: path is '${path}', a file whose name ends in .tar.gz is needed, which is what SageMaker unpacks`);
    }
    return new Archive((scope, id) => {
      const asset = new assets.Asset(scope, id, { path, ...options });
      return { bucket: asset.bucket, objectKey: asset.s3ObjectKey };
    });
  }

  /**
   * All objects whose keys begin with a prefix, which SageMaker downloads without unpacking. For large models this is faster than an archive.
   *
   * The model's role is permitted to read these objects, and to decrypt them if the app knows the bucket's key. A new version needs a new prefix.
   *
   * @param prefix such as `llm/2026-11-21/`; it has to end in a slash
   */
  public static fromPrefix(bucket: s3.IBucket, prefix: string, options: UncompressedDataOptions = {}): ModelData {
    checkPrefix('fromPrefix', prefix);
    return new Uncompressed(bucket, prefix, 'S3Prefix', options);
  }

  /**
   * One object, which SageMaker downloads without unpacking.
   *
   * The model's role is permitted to read this one object, and to decrypt it if the app knows the bucket's key. A new version needs a new key.
   *
   * @param objectKey such as `churn/2026-11-21/model.onnx`
   */
  public static fromObject(bucket: s3.IBucket, objectKey: string, options: UncompressedDataOptions = {}): ModelData {
    checkKey('fromObject', 'objectKey', objectKey);
    if (!Token.isUnresolved(objectKey) && objectKey.endsWith('/')) {
      throw new Error(`ModelData.fromObject: objectKey is '${objectKey}', one that does not end in a slash is needed; use ModelData.fromPrefix for all objects beneath it`);
    }
    return new Uncompressed(bucket, objectKey, 'S3Object', options);
  }

  /**
   * The archives of a multi-model endpoint: each request names one (`TargetModel`), and the container loads it.
   *
   * A model that is added under the prefix can be invoked at once. That is not an update of the endpoint, so nothing guards it.
   *
   * @param prefix what all their keys begin with, such as `models/`; it has to end in a slash
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoints.html
   */
  public static fromManyModels(bucket: s3.IBucket, prefix: string, options: MultiModelOptions = {}): ModelData {
    checkPrefix('fromManyModels', prefix);
    return new ManyModels(bucket, prefix, options);
  }

  /**
   * The data's URL, and what it takes to read it.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, id: string): ReadableData;
}

interface Located {
  readonly bucket: s3.IBucket;
  readonly objectKey: string;
  readonly encryptionKey?: kms.IKey;
}

class Archive extends ModelData {
  constructor(private readonly locate: (scope: Construct, id: string) => Located) {
    super();
  }

  /** @internal */
  public _bind(scope: Construct, id: string): ReadableData {
    const { bucket, objectKey, encryptionKey } = this.locate(scope, id);
    return {
      uri: bucket.s3UrlForObject(objectKey),
      statements: reading(bucket, objectKey, encryptionKey),
    };
  }
}

class Uncompressed extends ModelData {
  constructor(
    private readonly bucket: s3.IBucket, private readonly key: string, private readonly dataType: 'S3Prefix' | 'S3Object',
    private readonly options: UncompressedDataOptions,
  ) {
    super();
  }

  /** @internal */
  public _bind(): ReadableData {
    const { acceptEula, hubContentArn } = this.options;
    return {
      uri: this.bucket.s3UrlForObject(this.key),
      statements: reading(this.bucket, this.dataType === 'S3Prefix' ? `${this.key}*` : this.key, this.bucket.encryptionKey),
      source: {
        s3DataType: this.dataType,
        ...(acceptEula !== undefined && { modelAccessConfig: { acceptEula } }),
        ...(hubContentArn !== undefined && { hubAccessConfig: { hubContentArn } }),
      },
    };
  }
}

class ManyModels extends ModelData {
  constructor(private readonly bucket: s3.IBucket, private readonly prefix: string, private readonly options: MultiModelOptions) {
    super();
  }

  /** @internal */
  public _bind(): ReadableData {
    const { cacheModels } = this.options;
    return {
      uri: this.bucket.s3UrlForObject(this.prefix),
      statements: reading(this.bucket, `${this.prefix}*`, this.bucket.encryptionKey),
      many: { mode: 'MultiModel', ...(cacheModels !== undefined && { multiModelConfig: { modelCacheSetting: cacheModels ? 'Enabled' : 'Disabled' } }) },
    };
  }
}

/** A key begins after the bucket's name and a slash. */
function checkKey(factory: string, what: string, key: string): void {
  if (!Token.isUnresolved(key) && /^(?:[a-z0-9]+:\/)?\//.test(key)) {
    throw new Error(`ModelData.${factory}: ${what} is '${key}', the key alone is needed, without the bucket and without a slash before it; it looks like 'churn/2026-11-21/model.tar.gz'`);
  }
}

function checkPrefix(factory: string, prefix: string): void {
  checkKey(factory, 'prefix', prefix);
  if (!Token.isUnresolved(prefix) && !prefix.endsWith('/')) {
    throw new Error(`ModelData.${factory}: prefix is '${prefix}', one that ends in a slash is needed; use '${prefix}/'`);
  }
}

function reading(bucket: s3.IBucket, keys: string, encryptionKey: kms.IKey | undefined): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(keys)] }),
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    ...(encryptionKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] })] : []),
  ];
}

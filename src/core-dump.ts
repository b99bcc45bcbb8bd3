import type { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/** Keeps the memory of a container that crashes. */
export interface CoreDump {
  /** Where it is written. The model's role may write there. */
  readonly bucket: s3.IBucket;

  /**
   * The beginning of the objects' keys.
   *
   * @default - none
   */
  readonly prefix?: string;

  /**
   * The key that encrypts it.
   *
   * @default - the key of Amazon S3 in the role's account
   */
  readonly encryptionKey?: kms.IKey;
}

import type { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/** Stores a core dump of a container that crashes. */
export interface CoreDump {
  /** The bucket that it is written to. The model's role is permitted to write there. */
  readonly bucket: s3.IBucket;

  /**
   * The prefix of the object keys.
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

import type { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A model, on whose behalf things are read. */
export type ModelScope = Construct & iam.IGrantable;

/** Something that a model is made of: where it is, and what it takes to read it. */
export interface Readable {
  readonly uri: string;
  readonly statements: iam.PolicyStatement[];
  /** Given where it is read as it is: one object, or all whose keys begin so. */
  readonly uncompressed?: 'S3Prefix' | 'S3Object';
}

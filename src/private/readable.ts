import type { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A model, on whose behalf things are read. */
export type ModelScope = Construct & iam.IGrantable;

/** Something that a model is made of: where it is, and what it takes to read it. */
export interface Readable {
  readonly uri: string;
  readonly statements: iam.PolicyStatement[];
  /** Set where `uri` is that of many objects, which are read as they are. */
  readonly uncompressed?: boolean;
}

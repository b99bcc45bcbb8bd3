import type { aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A model, on whose behalf things are read. */
export type ModelScope = Construct & iam.IGrantable;

/** Something that a model is made of: where it is, and what it takes to read it. */
export interface Readable {
  readonly uri: string;
  readonly statements: iam.PolicyStatement[];
}

/** An image: where it is, and how it is pulled. */
export interface ReadableImage extends Readable {
  /** Absent where it is in Amazon ECR. */
  readonly imageConfig?: sagemaker.CfnModel.ImageConfigProperty;
}

/** Artifacts: where they are, and what a container finds of them. */
export interface ReadableData extends Readable {
  /** Given where they are read as they are: one object, or all whose keys begin so. */
  readonly source?: Omit<sagemaker.CfnModel.S3DataSourceProperty, 's3Uri' | 'compressionType'>;
  /** Given where they are archives of many models. */
  readonly many?: Pick<sagemaker.CfnModel.ContainerDefinitionProperty, 'mode' | 'multiModelConfig'>;
}

import { Arn, ArnFormat, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';

/**
 * The name of a model, which is what an endpoint config wants.
 *
 * What a model reference holds depends on the release of aws-cdk-lib: the name in older ones, only the ARN in newer ones. SageMaker
 * writes ARNs in lower case, so the name is taken from the construct where it has one.
 */
export function modelNameOf(model: sagemaker.IModelRef): string {
  const reference: Readonly<Record<string, string>> = { ...model.modelRef };
  const { attrModelName, modelName } = model as Partial<sagemaker.CfnModel>;
  return attrModelName ?? reference.modelName ?? modelName ?? Arn.split(reference.modelArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
}

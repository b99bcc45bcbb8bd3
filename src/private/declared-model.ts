import { aws_sagemaker as sagemaker, Token } from 'aws-cdk-lib';

/** The resource that a model is, or is made of; undefined where the app does not declare it. */
export function declaredModel(model: sagemaker.IModelRef | undefined): sagemaker.CfnModel | undefined {
  return [model, model?.node.defaultChild].find((candidate): candidate is sagemaker.CfnModel => sagemaker.CfnModel.isCfnModel(candidate));
}

/** The containers of a model, as far as the app declares them. */
export function declaredContainers(model: sagemaker.IModelRef | undefined): sagemaker.CfnModel.ContainerDefinitionProperty[] {
  const { primaryContainer, containers } = declaredModel(model) ?? {};
  return [primaryContainer, ...(Array.isArray(containers) ? containers : [])]
    .filter((container): container is sagemaker.CfnModel.ContainerDefinitionProperty => container !== undefined && !Token.isUnresolved(container));
}

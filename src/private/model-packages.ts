import { aws_sagemaker as sagemaker, Token } from 'aws-cdk-lib';

/** The model packages that a model is made of, as far as the app declares it. */
export function modelPackagesOf(model: sagemaker.IModelRef): string[] {
  const candidates = [model, model.node.defaultChild];
  const declared = candidates.find((candidate): candidate is sagemaker.CfnModel => sagemaker.CfnModel.isCfnModel(candidate));
  const containers = [declared?.primaryContainer, ...(Array.isArray(declared?.containers) ? declared.containers : [])];
  return containers.flatMap((container) => {
    const { modelPackageName } = container && !Token.isUnresolved(container) ? container as sagemaker.CfnModel.ContainerDefinitionProperty : {};
    return modelPackageName === undefined ? [] : [modelPackageName];
  });
}

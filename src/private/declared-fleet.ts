import { aws_sagemaker as sagemaker, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { VariantFleet } from './fleet';
import type { Served } from './refusals/guard-dropped';

/** The variants of the endpoint config that an endpoint refers to, as far as the app declares it. */
export function declaredFleet(endpoint: sagemaker.CfnEndpoint): Array<VariantFleet & Served> {
  const declared = configOf(endpoint)?.productionVariants;
  if (!Array.isArray(declared) || declared.some((variant) => Token.isUnresolved(variant))) {
    return [];
  }
  const variants = declared as sagemaker.CfnEndpointConfig.ProductionVariantProperty[];
  const weights = variants.map(({ initialVariantWeight = 1 }) => initialVariantWeight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return variants.map((variant, index) => ({
    variantName: variant.variantName,
    instanceCount: variant.initialInstanceCount ?? 1,
    instanceTypes: variant.instanceType === undefined ? [] : [variant.instanceType],
    trafficShare: total > 0 ? weights[index] / total : undefined,
    serverless: variant.serverlessConfig !== undefined,
    accelerated: variant.acceleratorType !== undefined,
    model: modelOf(variant.modelName),
  }));
}

/** The endpoint config that an endpoint refers to, if the app declares it. */
export function configOf({ endpointConfigName }: sagemaker.CfnEndpoint): sagemaker.CfnEndpointConfig | undefined {
  const target = declaredBehind(endpointConfigName);
  return sagemaker.CfnEndpointConfig.isCfnEndpointConfig(target) ? target : undefined;
}

function modelOf(modelName: string | undefined): sagemaker.CfnModel | undefined {
  const target = declaredBehind(modelName);
  return sagemaker.CfnModel.isCfnModel(target) ? target : undefined;
}

function declaredBehind(name: string | undefined): IConstruct | undefined {
  const token = name !== undefined && Token.isUnresolved(name) ? Tokenization.reverseString(name).firstToken : undefined;
  return Reference.isReference(token) ? token.target : undefined;
}

import { aws_sagemaker as sagemaker, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { VariantFleet } from './fleet';

interface DeclaredVariant extends VariantFleet {
  readonly instanceType: string;
  readonly serverless: boolean;
  readonly accelerated: boolean;
}

/** The variants of the endpoint config that an endpoint refers to, as far as the app declares it. */
export function declaredFleet(endpoint: sagemaker.CfnEndpoint): DeclaredVariant[] {
  const declared = configOf(endpoint.endpointConfigName)?.productionVariants;
  if (!Array.isArray(declared) || declared.some((variant) => Token.isUnresolved(variant))) {
    return [];
  }
  const variants = declared as sagemaker.CfnEndpointConfig.ProductionVariantProperty[];
  const weights = variants.map(({ initialVariantWeight = 1 }) => initialVariantWeight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return variants.map((variant, index) => ({
    variantName: variant.variantName,
    instanceCount: variant.initialInstanceCount ?? 1,
    instanceType: variant.instanceType ?? '',
    trafficShare: total > 0 ? weights[index] / total : undefined,
    serverless: variant.serverlessConfig !== undefined,
    accelerated: variant.acceleratorType !== undefined,
  }));
}

function configOf(endpointConfigName: string): sagemaker.CfnEndpointConfig | undefined {
  const token = Token.isUnresolved(endpointConfigName) ? Tokenization.reverseString(endpointConfigName).firstToken : undefined;
  const target = Reference.isReference(token) ? token.target : undefined;
  return sagemaker.CfnEndpointConfig.isCfnEndpointConfig(target) ? target : undefined;
}

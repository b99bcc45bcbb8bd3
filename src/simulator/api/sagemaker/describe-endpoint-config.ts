import type { DescribeEndpointConfigInput, DescribeEndpointConfigOutput } from '@aws-sdk/client-sagemaker';
import { findEndpointConfig } from './find';
import type { World } from '../../world';

export function describeEndpointConfig(world: World, { EndpointConfigName }: DescribeEndpointConfigInput): DescribeEndpointConfigOutput {
  const { arn, creationTime, input } = findEndpointConfig(world, EndpointConfigName!);
  const { Tags: _tags, ...config } = input;
  return {
    ...config,
    EndpointConfigName: input.EndpointConfigName!,
    EndpointConfigArn: arn,
    CreationTime: creationTime,
    ProductionVariants: input.ProductionVariants!.map((variant) => ({ ...variant, InitialVariantWeight: variant.InitialVariantWeight ?? 1 })),
  };
}

import type { DescribeModelInput, DescribeModelOutput } from '@aws-sdk/client-sagemaker';
import { findModel } from './find';
import type { World } from '../../world';

export function describeModel(world: World, { ModelName }: DescribeModelInput): DescribeModelOutput {
  const { arn, creationTime, input } = findModel(world, ModelName!);
  const { Tags: _tags, EnableNetworkIsolation = false, ...model } = input;
  return { ...model, EnableNetworkIsolation, ModelName: input.ModelName!, ModelArn: arn, CreationTime: creationTime };
}

import { CreateModelCommand, DeleteModelCommand, type CreateModelCommandInput } from '@aws-sdk/client-sagemaker';
import { coerced } from '../coerce';
import type { ResourceProvider } from '../resource-provider';

/** `AWS::SageMaker::Model`: any change replaces it. */
export const model: ResourceProvider = {
  async create({ cloud, properties, generatedName }) {
    const ModelName = (properties.ModelName as string | undefined) ?? generatedName(63);
    const { ModelArn } = await cloud.sagemaker.send(new CreateModelCommand(coerced('sagemaker', 'CreateModelInput', { ...properties, ModelName }) as unknown as CreateModelCommandInput));
    return { physicalId: ModelArn!, attributes: { ModelName, ModelArn } };
  },

  async delete({ cloud, attributes }) {
    await cloud.sagemaker.send(new DeleteModelCommand({ ModelName: attributes.ModelName as string }));
  },
};

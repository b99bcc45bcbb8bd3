import { CreateEndpointConfigCommand, DeleteEndpointConfigCommand, type CreateEndpointConfigCommandInput } from '@aws-sdk/client-sagemaker';
import { coerced } from '../coerce';
import type { ResourceProvider } from '../resource-provider';

/** `AWS::SageMaker::EndpointConfig`: any change replaces it. */
export const endpointConfig: ResourceProvider = {
  async create({ cloud, properties, generatedName }) {
    const EndpointConfigName = (properties.EndpointConfigName as string | undefined) ?? generatedName(63);
    const input = coerced('sagemaker', 'CreateEndpointConfigInput', { ...properties, EndpointConfigName }) as unknown as CreateEndpointConfigCommandInput;
    const { EndpointConfigArn } = await cloud.sagemaker.send(new CreateEndpointConfigCommand(input));
    return { physicalId: EndpointConfigArn!, attributes: { EndpointConfigName, EndpointConfigArn } };
  },

  async delete({ cloud, attributes }) {
    await cloud.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: attributes.EndpointConfigName as string }));
  },
};

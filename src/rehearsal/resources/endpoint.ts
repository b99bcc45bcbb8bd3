import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  UpdateEndpointCommand,
  type CreateEndpointCommandInput,
  type DescribeEndpointOutput,
  type UpdateEndpointCommandInput,
} from '@aws-sdk/client-sagemaker';
import { coerced } from '../coerce';
import { ResourceError, type ResourceProvider, type ResourceRequest, type ResourceState } from '../resource-provider';

/** How often CloudFormation looks, in virtual time. Chosen. */
const LOOK_AGAIN_SECONDS = 15;

/**
 * `AWS::SageMaker::Endpoint`, updated in place.
 *
 * Chosen: an update after which the endpoint serves another config than the one asked for has failed. How CloudFormation
 * reports an update that the service has rolled back is not documented.
 */
export const endpoint: ResourceProvider = {
  async create(request) {
    const { cloud, properties, generatedName } = request;
    const EndpointName = (properties.EndpointName as string | undefined) ?? generatedName(63);
    // A create is not guarded; the deployment config is kept for later updates.
    const given = Object.entries(properties).filter(([name]) => !UPDATE_ONLY.has(name));
    const input = coerced('sagemaker', 'CreateEndpointInput', { ...Object.fromEntries(given), EndpointName });
    await cloud.sagemaker.send(new CreateEndpointCommand(input as unknown as CreateEndpointCommandInput));
    return settled(request, EndpointName);
  },

  async update(request) {
    const { cloud, properties, attributes } = request;
    const EndpointName = attributes.EndpointName as string;
    const { Tags: _tags, ...given } = properties;
    const input = coerced('sagemaker', 'UpdateEndpointInput', { ...given, EndpointName });
    await cloud.sagemaker.send(new UpdateEndpointCommand(input as unknown as UpdateEndpointCommandInput));
    return settled(request, EndpointName);
  },

  async delete({ cloud, attributes }) {
    const EndpointName = attributes.EndpointName as string;
    await cloud.sagemaker.send(new DeleteEndpointCommand({ EndpointName }));
    while (await exists(cloud, EndpointName)) {
      cloud.advance(LOOK_AGAIN_SECONDS);
    }
  },
};

const UPDATE_ONLY = new Set(['RetainAllVariantProperties', 'ExcludeRetainedVariantProperties', 'RetainDeploymentConfig']);
const BUSY = new Set(['Creating', 'Updating', 'SystemUpdating', 'RollingBack']);

async function settled({ cloud, properties, logicalId }: ResourceRequest, EndpointName: string): Promise<ResourceState> {
  let seen = await describe(cloud, EndpointName);
  while (BUSY.has(seen.EndpointStatus!)) {
    cloud.advance(LOOK_AGAIN_SECONDS);
    seen = await describe(cloud, EndpointName);
  }
  const state = { physicalId: seen.EndpointArn!, attributes: { EndpointName, EndpointArn: seen.EndpointArn } };
  if (seen.EndpointStatus !== 'InService' || seen.EndpointConfigName !== properties.EndpointConfigName) {
    throw new ResourceError(`endpoint '${logicalId}' is ${seen.EndpointStatus} on '${seen.EndpointConfigName}': ${seen.FailureReason ?? 'no reason given'}`, state);
  }
  return state;
}

async function describe(cloud: ResourceRequest['cloud'], EndpointName: string): Promise<DescribeEndpointOutput> {
  return cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName }));
}

async function exists(cloud: ResourceRequest['cloud'], EndpointName: string): Promise<boolean> {
  return describe(cloud, EndpointName).then(() => true, () => false);
}

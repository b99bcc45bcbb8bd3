import { nameOf, standInFor } from './stand-in';
import { RESOURCE_TYPE, SERVICE_TIMEOUT_SECONDS } from '../../rollout/request';
import { ResourceError, type DeleteRequest, type ResourceProvider, type ResourceRequest, type ResourceState, type UpdateRequest } from '../resource-provider';

/**
 * `Custom::...` and `AWS::CloudFormation::CustomResource`: the function is called as CloudFormation calls it.
 *
 * One that has nothing to do with endpoints, and cannot be run here, gets a stand-in: its function is no Node.js code of the
 * assembly, or it fails because it calls what is not simulated.
 */
export const customResource: ResourceProvider = {
  create: (request) => call(request, { RequestType: 'Create' }),
  update: (request: UpdateRequest) => call(request, {
    RequestType: 'Update',
    PhysicalResourceId: request.physicalId,
    OldResourceProperties: stringified(request.oldProperties),
  }),

  async delete(request: DeleteRequest) {
    await call(request, { RequestType: 'Delete', PhysicalResourceId: request.physicalId });
  },
};

async function call(request: ResourceRequest, specific: Readonly<Record<string, unknown>>): Promise<ResourceState> {
  const { cloud, stack, type, logicalId, properties } = request;
  const serviceToken = String(properties.ServiceToken);
  if (type !== RESOURCE_TYPE && !cloud.hasFunction(serviceToken)) {
    return standInBecause(request, specific, 'its function is not Node.js code of this assembly');
  }
  const { response, notSimulated } = await cloud.callCustomResource(serviceToken, {
    ...specific,
    StackId: stack.stackId,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: stringified(properties),
  }, Number(properties.ServiceTimeout ?? SERVICE_TIMEOUT_SECONDS));
  const physicalId = response.PhysicalResourceId ?? (specific.PhysicalResourceId as string | undefined);
  if (response.Status === 'FAILED') {
    if (type !== RESOURCE_TYPE && notSimulated !== undefined) {
      return standInBecause(request, specific, notSimulated);
    }
    throw new ResourceError(response.Reason ?? 'no reason given', physicalId === undefined ? undefined : { physicalId, attributes: {} });
  }
  if (physicalId === undefined) {
    throw new ResourceError('Invalid PhysicalResourceId');
  }
  return { physicalId, attributes: response.Data ?? {} };
}

function standInBecause(request: ResourceRequest, { PhysicalResourceId }: Readonly<Record<string, unknown>>, reason: string): ResourceState {
  return { ...standInFor(request, (PhysicalResourceId as string | undefined) ?? nameOf(request)), standIn: reason };
}

/**
 * CloudFormation hands every scalar of a custom resource on as a string.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-create.html
 */
function stringified(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(stringified);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stringified(item)]));
  }
  return String(value);
}

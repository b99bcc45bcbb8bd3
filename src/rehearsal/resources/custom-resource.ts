import { ResourceError, type DeleteRequest, type ResourceProvider, type ResourceRequest, type ResourceState, type UpdateRequest } from '../resource-provider';

/** `Custom::...` and `AWS::CloudFormation::CustomResource`: the function is called as CloudFormation calls it. */
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
  const response = await cloud.callCustomResource(serviceToken, {
    ...specific,
    StackId: stack.stackId,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: stringified(properties),
  }, Number(properties.ServiceTimeout ?? 3600));
  const physicalId = response.PhysicalResourceId ?? (specific.PhysicalResourceId as string | undefined);
  if (response.Status === 'FAILED') {
    throw new ResourceError(response.Reason ?? 'no reason given', physicalId === undefined ? undefined : { physicalId, attributes: {} });
  }
  if (physicalId === undefined) {
    throw new ResourceError('Invalid PhysicalResourceId');
  }
  return { physicalId, attributes: response.Data ?? {} };
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

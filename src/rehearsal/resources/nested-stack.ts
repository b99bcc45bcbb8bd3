import { ResourceError, type ResourceProvider, type ResourceRequest, type ResourceState } from '../resource-provider';
import { readTemplate } from '../template-file';

/** `AWS::CloudFormation::Stack`: a template of the assembly's assets, with its own parameters and outputs. */
export const nestedStack: ResourceProvider = {
  create: (request) => deploy(request),
  update: (request) => deploy(request, request.physicalId),

  async delete({ nested, physicalId }) {
    await nested(physicalId).delete();
  },
};

async function deploy(request: ResourceRequest, physicalId?: string): Promise<ResourceState> {
  const { properties, logicalId, nested, assetDirectory } = request;
  const key = String(properties.TemplateURL).split('/').pop()!;
  const path = assetDirectory(key);
  if (path === undefined) {
    throw new ResourceError(`the template of nested stack '${logicalId}' (${String(properties.TemplateURL)}) is not an asset of this assembly`);
  }
  const stack = nested(physicalId);
  const parameters = properties.Parameters as Readonly<Record<string, unknown>> | undefined;
  const { status, failure } = await stack.deploy({ template: readTemplate(path), assetDirectory }, parameters);
  const outputs = Object.fromEntries(Object.entries(stack.outputs()).map(([name, value]) => [`Outputs.${name}`, value]));
  const state = { physicalId: stack.stackId, attributes: outputs };
  if (failure) {
    throw new ResourceError(`nested stack '${logicalId}' ended ${status}: ${failure.logicalId}: ${failure.reason}`, state);
  }
  return state;
}

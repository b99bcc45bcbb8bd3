import { ResourceError, type NestedStack, type ResourceProvider, type ResourceRequest, type ResourceState } from '../resource-provider';
import { readTemplate } from '../template-file';

/** `AWS::CloudFormation::Stack`: a template of the assembly's assets, with its own parameters and outputs. */
export const nestedStack: ResourceProvider = {
  create: (request) => deploy(request),
  update: (request) => deploy(request, request.physicalId),

  async delete({ nested, physicalId }) {
    await nested(physicalId).delete();
  },

  async commit({ nested, physicalId }) {
    await nested(physicalId).commit();
  },

  async takeBack({ nested, physicalId }) {
    const stack = nested(physicalId);
    await stack.rollBack();
    return stateOf(stack);
  },
};

async function deploy(request: ResourceRequest, physicalId?: string): Promise<ResourceState> {
  const { properties, logicalId, nested, assetDirectory } = request;
  const path = templateOf(String(properties.TemplateURL), assetDirectory);
  if (path === undefined) {
    throw new ResourceError(`the template of nested stack '${logicalId}' (${String(properties.TemplateURL)}) is neither an asset of this assembly nor a file beside the template`);
  }
  const stack = nested(physicalId);
  const parameters = properties.Parameters as Readonly<Record<string, unknown>> | undefined;
  const { status, failure } = await stack.apply({ template: readTemplate(path), assetDirectory }, parameters);
  const state = stateOf(stack);
  if (failure) {
    throw new ResourceError(`nested stack '${logicalId}' ended ${status}: ${failure.logicalId}: ${failure.reason}`, state);
  }
  return state;
}

function stateOf(stack: NestedStack): ResourceState {
  return { physicalId: stack.stackId, attributes: Object.fromEntries(Object.entries(stack.outputs()).map(([name, value]) => [`Outputs.${name}`, value])) };
}

/** By its object key, which may have a prefix of several parts; or by its path, beside the template. */
function templateOf(url: string, assetDirectory: ResourceRequest['assetDirectory']): string | undefined {
  const parts = url.split('?')[0].split('/');
  return parts.map((_, index) => assetDirectory(parts.slice(index).join('/'))).find((path) => path !== undefined);
}

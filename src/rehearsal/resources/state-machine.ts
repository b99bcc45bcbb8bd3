import type { ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider';

/** `AWS::StepFunctions::StateMachine`, run from its own definition. */
export const stateMachine: ResourceProvider = {
  create: async (request) => {
    const name = (request.properties.StateMachineName as string | undefined) ?? request.generatedName(80);
    return deploy(request, request.cloud.arn('states', `stateMachine:${name}`));
  },
  update: async (request) => deploy(request, request.physicalId),

  async delete({ cloud, physicalId }) {
    cloud.stateMachines.delete(physicalId);
  },
};

function deploy({ cloud, properties }: ResourceRequest, arn: string): ResourceState {
  const { DefinitionString, Definition, DefinitionSubstitutions } = properties;
  const attributes = { Arn: arn, Name: arn.split(':').pop() };
  if (DefinitionString === undefined && Definition === undefined) {
    return { physicalId: arn, attributes, standIn: 'its definition is not in the template' };
  }
  const text = DefinitionString === undefined ? JSON.stringify(Definition) : String(DefinitionString);
  const substitutions = (DefinitionSubstitutions ?? {}) as Record<string, unknown>;
  const substituted = text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (placeholder, name: string) => String(substitutions[name] ?? placeholder));
  cloud.stateMachines.set(arn, { definition: JSON.parse(substituted) });
  return { physicalId: arn, attributes };
}
